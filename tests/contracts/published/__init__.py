"""What a store promises of published readings."""

import pytest

pytest.register_assert_rewrite(f"{__name__}.readings")
