"""The buttons: read from `macros/ribbon.xml`, which is Excel's ribbon and the only source of their names and labels."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache

from weibao.errors import WeibaoError
from weibao.resources import macros_dir
from weibao.system_words import reading_words

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RIBBON = "ribbon.xml"


@dataclass(frozen=True, slots=True)
class Action:
    """One button. `name` is what handlers go by (the button's tag), `image` an icon that Office ships (imageMso)."""

    name: str
    label: str
    group: str
    screentip: str
    supertip: str
    image: str


@cache
def actions() -> tuple[Action, ...]:
    """All buttons in the order of the ribbon. Raises WeibaoError where the installation is incomplete."""
    path = macros_dir() / RIBBON
    try:
        return parse(path.read_bytes())
    except (OSError, ElementTree.ParseError, KeyError) as error:
        why = reading_words(error) if isinstance(error, OSError) else "内容不完整"
        raise WeibaoError(f"安装不完整：按钮表 {path} 读不了（{why}）。请重新安装 weibao。") from None


def parse(ribbon: bytes) -> tuple[Action, ...]:
    """The buttons of a customUI document. Raises ParseError where it is none, KeyError where a button lacks a part."""
    if b"<!DOCTYPE" in ribbon:
        # Entities could make a small file fill the memory; a ribbon has no use for them.
        raise ElementTree.ParseError("DOCTYPE")
    root = ElementTree.fromstring(ribbon)  # noqa: S314 - without a DOCTYPE there is nothing to expand
    return tuple(
        Action(
            button.attrib["tag"], button.attrib["label"], group.attrib["label"], button.attrib["screentip"],
            button.attrib["supertip"], button.attrib["imageMso"],
        )
        for group in root.iter(f"{{{NAMESPACE}}}group")
        for button in group.iter(f"{{{NAMESPACE}}}button")
    )  # fmt: skip
