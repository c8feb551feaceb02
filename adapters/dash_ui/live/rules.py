"""How much the live feed may take, and how long it waits."""

import attrs


@attrs.frozen(kw_only=True)
class LiveRules:
    """Bounds of one process; times in seconds."""

    most_viewers: int = 400
    """Each holds a socket and a task, and the server takes 1000 of both together."""

    most_scenes: int = 100
    """Places that are kept; those that nobody looks at go first."""

    most_unseen: int = 8 * 1024 * 1024
    """Bytes of places that are kept while nobody looks at them: some take half a megabyte each."""

    share: float = 0.25
    """Of one core, for drawing all scenes together: the rest is for answering."""

    longest_pause: float = 1.0
    """After a drawing that took very long, such as the first one of a large guild."""

    between: float = 0.2
    """Between two drawings of a place: eyes see no more, and a telephone has to draw each of them."""

    longest_drawing: float = 60.0

    resting: float = 30.0
    """Without news a place is drawn as often as this: days end, and what was heard grows."""

    restless: float = 5.0
    """As often where something changes without news: how the bot is."""

    calm: float = 2.0
    """Between two changes of a chart or of a very large part."""

    lingers: float = 5.0
    """Without viewers a scene is still kept up to date so long: who moves on may come back."""

    look_after: float = 0.05
    """For each viewer of a page that has to be asked for anew, so that not all ask in the same moment."""

    patience: float = 30.0
    """For the first word of a browser, and for its word that it shows what it was sent."""

    beat: float = 15.0
    """Between two signs of life where nothing changes."""

    most_words: int = 300
    """Messages that a browser may send in `words_within`."""

    words_within: float = 10.0
