"""Writes the master of the meeting's pack from code: `python -m weibao.charts.build_deck [folder]`.

`templates/deck.pptx` is made by this; people may then edit their copy in PowerPoint or WPS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.atomic import replace_file
from weibao.charts import deck_parts
from weibao.charts.deck_package import packed
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

DECK: Final = "deck.pptx"

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "application/vnd.openxmlformats-officedocument.presentationml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>会议图册母版</dc:title></cp:coreProperties>"
)


def build() -> bytes:
    """The file, without a slide; the same bytes every time."""
    return packed({name: (_DECLARATION + text).encode() for name, text in _parts().items()})


def _parts() -> dict[str, str]:
    layouts = deck_parts.layouts()
    paths = {f"ppt/slideLayouts/slideLayout{number}.xml": text for number, text in enumerate(layouts.values(), 1)}
    master = [("slideLayout", f"../slideLayouts/slideLayout{number}.xml") for number in range(1, len(layouts) + 1)]
    rest = [("theme", "theme/theme1.xml"), ("tableStyles", "tableStyles.xml")]
    return {
        "[Content_Types].xml": _types(list(paths)),
        "_rels/.rels": _relations([("officeDocument", "ppt/presentation.xml"), ("", "docProps/core.xml")]),
        "docProps/core.xml": _CORE,
        "ppt/presentation.xml": deck_parts.presentation(),
        "ppt/_rels/presentation.xml.rels": _relations([("slideMaster", "slideMasters/slideMaster1.xml"), *rest]),
        "ppt/slideMasters/slideMaster1.xml": deck_parts.master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations([*master, ("theme", "../theme/theme1.xml")]),
        **paths,
        **{
            f"ppt/slideLayouts/_rels/{Path(name).name}.rels": _relations(
                [("slideMaster", "../slideMasters/slideMaster1.xml")]
            )
            for name in paths
        },
        "ppt/theme/theme1.xml": deck_parts.theme(),
        "ppt/tableStyles.xml": _table_styles(),
    }


def _table_styles() -> str:
    return f'<a:tblStyleLst {deck_parts.NAMESPACES} def="{deck_parts.GRID}"/>'


def _types(layouts: list[str]) -> str:
    kinds: Mapping[str, str] = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "ppt/presentation.xml": f"{_OFFICE}.presentation.main+xml",
        "ppt/slideMasters/slideMaster1.xml": f"{_OFFICE}.slideMaster+xml",
        **dict.fromkeys(layouts, f"{_OFFICE}.slideLayout+xml"),
        "ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "ppt/tableStyles.xml": f"{_OFFICE}.tableStyles+xml",
    }
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    """The relationships of a part, rId1, rId2 …; the kind "" is that of the core properties."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_kind(kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _kind(name: str) -> str:
    return f"{_RELATION}/{name}" if name else f"{_PACKAGE}/relationships/metadata/core-properties"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else templates_dir()
    with replace_file(folder / DECK) as temporary:
        temporary.write_bytes(build())
