"""Fields: a label that stays, a hint that explains, the control, and room for what is to be mended."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

import attrs

from adapters.dash_ui.components.drawing import Element, element
from adapters.dash_ui.components.forms.pick import Option, pick
from domain.kernel.instants import zone

_NEEDED: Final = "This is needed."


@attrs.frozen
class Bounds:
    """What a number may be; a step of 1 is a whole number."""

    least: float
    most: float
    step: float = 1

    @property
    def mend(self) -> str:
        """What would do, in words."""
        whole = "A whole number" if self.step == 1 else "A number"
        return f"{whole} from {self.least:,g} to {self.most:,g} is needed here."


@attrs.frozen
class Fields:
    """Makes the fields of one form; `key` is the form's, and begins the id of each of its fields.

    A value is what is kept now: the form knows by it what somebody changed.
    """

    key: str

    def text(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        longest: int = 100,
        required: bool = False,
        offers: Sequence[str] = (),
    ) -> Element:
        """One line; `offers` are suggested, anything else may be written as well."""
        listed = f"{self.key}-{name}-offers" if offers else None
        control = self._input(
            name,
            hint,
            "text",
            value,
            maxLength=longest,
            required=required or None,
            list=listed,
            mend=_NEEDED,
        )
        options = [element("option", value=offer) for offer in offers]
        more = [element("datalist", *options, id=listed)] if listed else []
        return self._field(name, label, hint, control, *more, required=required)

    def area(
        self, name: str, label: str, value: str = "", *, hint: str = "", longest: int = 1000, rows: int = 4
    ) -> Element:
        """Several lines."""
        control = element(
            "textarea",
            id=self._id(name),
            name=name,
            defaultValue=value,
            maxLength=longest,
            rows=rows,
            aria_describedby=self._described(name, hint),
        )
        return self._field(name, label, hint, control)

    def number(
        self,
        name: str,
        label: str,
        value: float | None,
        bounds: Bounds,
        *,
        unit: str = "",
        hint: str = "",
        required: bool = True,
    ) -> Element:
        """A number within bounds; None is an empty field."""
        control = self._input(
            name,
            hint,
            "number",
            "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}",
            min=bounds.least,
            max=bounds.most,
            step=bounds.step,
            required=required or None,
            inputMode="numeric" if bounds.step == 1 else "decimal",
            mend=bounds.mend,
        )
        measured = [control, *([element("span", unit, className="unit")] if unit else [])]
        boxed = element("div", *measured, className="measured")
        return self._field(name, label, hint, boxed, required=required)

    def moment(
        self,
        name: str,
        label: str,
        value: datetime | None,
        zone_name: str,
        *,
        hint: str = "",
        required: bool = True,
    ) -> Element:
        """A day and a time, as clocks of that zone show it."""
        local = "" if value is None else f"{value.astimezone(zone(zone_name)):%Y-%m-%dT%H:%M}"
        told = hint or f"{zone_name.replace('_', ' ')} time."
        control = self._input(
            name, told, "datetime-local", local, required=required or None, mend="Pick a day and a time."
        )
        return self._field(name, label, told, control, required=required)

    def choice(
        self, name: str, label: str, options: Sequence[tuple[str, str]], value: str, *, hint: str = ""
    ) -> Element:
        """One of a few, as a list that opens."""
        shown = [element("option", words, value=key) for key, words in options]
        # Keyed by what is kept: React tells a list that is there already of no other default.
        control = element(
            "select",
            *shown,
            key=f"{name}={value}",
            id=self._id(name),
            name=name,
            defaultValue=value,
            aria_describedby=self._described(name, hint),
        )
        return self._field(name, label, hint, control)

    def switch(self, name: str, label: str, on: bool, *, hint: str = "") -> Element:
        """On or off."""
        control = element(
            "input",
            type="checkbox",
            role="switch",
            id=self._id(name),
            name=name,
            defaultChecked=on,
            className="switch",
            aria_describedby=self._described(name, hint),
        )
        return self._field(name, label, hint, control, more="of-switch")

    def checks(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[str, str]],
        chosen: Collection[str],
        *,
        hint: str = "",
    ) -> Element:
        """Any of a few, all of them in sight."""
        boxes = [
            element(
                "label",
                element(
                    "input", type="checkbox", name=name, value=key, defaultChecked=key in chosen, data_many=""
                ),
                element("span", words),
                key=key,
                className="check",
            )
            for key, words in options
        ]
        return element(
            "fieldset",
            element("legend", label, className="field-label"),
            *self._hint(name, hint),
            element("div", *boxes, className="checks"),
            self._problem(name),
            className="field of-checks",
            data_field=name,
            data_many=name,
            aria_describedby=self._described(name, hint),
        )

    def picked(
        self,
        name: str,
        label: str,
        chosen: Sequence[Option],
        *,
        found: Sequence[Option] | str,
        hint: str = "",
        most: int = 25,
        required: bool = False,
    ) -> Element:
        """Any of many, typed for and taken off again; found in a list, or at the address of an act."""
        control = pick(
            self._id(name),
            name,
            chosen,
            found,
            most=most,
            described=self._described(name, hint),
            mend="Choose at least one." if required else None,
        )
        return self._field(name, label, hint, control, required=required)

    def hidden(self, name: str, value: str, *, seen: bool = False) -> Element:
        """What goes along unseen; `seen` is what was there when somebody began to change something."""
        return element(
            "input",
            type="hidden",
            name=name,
            value=value,
            readOnly=True,
            data_always="",
            data_seen="" if seen else None,
        )

    def _input(self, name: str, hint: str, kind: str, value: str, *, mend: str, **more: object) -> Element:
        return element(
            "input",
            type=kind,
            id=self._id(name),
            name=name,
            defaultValue=value,
            autoComplete="off",
            data_mend=mend,
            aria_describedby=self._described(name, hint),
            **more,
        )

    def _field(
        self, name: str, label: str, hint: str, *control: Element, required: bool = False, more: str = ""
    ) -> Element:
        star = [element("span", " *", className="needed", aria_hidden="true")] if required else []
        return element(
            "div",
            element("label", label, *star, htmlFor=self._id(name), className="field-label"),
            *self._hint(name, hint),
            element("div", *control, className="field-control"),
            self._problem(name),
            className=f"field {more}".strip(),
            data_field=name,
        )

    def _hint(self, name: str, hint: str) -> list[Element]:
        return [element("p", hint, className="field-hint", id=f"{self._id(name)}-hint")] if hint else []

    def _problem(self, name: str) -> Element:
        return element("p", className="field-problem", id=f"{self._id(name)}-problem", role="alert")

    def _described(self, name: str, hint: str) -> str:
        problem = f"{self._id(name)}-problem"
        return f"{self._id(name)}-hint {problem}" if hint else problem

    def _id(self, name: str) -> str:
        return f"{self.key}-{name}"
