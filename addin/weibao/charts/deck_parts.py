"""The XML of the office's master slide: theme, master and layouts, plain and white, in the colours of `weibao.looks`.

Lengths are inches on a 16:9 slide, sizes of letters points. Fonts are named in the theme alone: everything else says
"the theme's font", so that a master of one's own changes them all. 微软雅黑 comes with Windows, and a machine without
it takes another font of the same class and script (`panose`, `pitchFamily`, `charset`), 黑体 first by the theme.
"""

from __future__ import annotations

from typing import Final

from weibao.looks import GREY_INK, INK, LINE, LOOKS
from weibao.markup import quoteattr

WIDE, HIGH = 13.333, 7.5
COVER, CONTENTS, PAGE = "封面", "目录", "图页"
"""The layouts that a master must have, by name."""

GRID: Final = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # the style of tables “无样式，网格型”, known to every program

TITLE, SUBTITLE, AREA, FOOT, NUMBER = "标题", "副标题", "图区", "资料来源", "页码"
"""The placeholders that they must have, by name."""

NEEDED: Final = {
    COVER: (TITLE, SUBTITLE),
    CONTENTS: (TITLE, AREA, NUMBER),
    PAGE: (TITLE, SUBTITLE, AREA, FOOT, NUMBER),
}

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_FONT: Final = 'typeface="微软雅黑" panose="020B0503020204020204" pitchFamily="34" charset="-122"'
_FIRST_LAYOUT_ID: Final = 2147483649
_BLUE: Final = LOOKS["earned"].fill
_TREE: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_MAP: Final = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_OVERRIDE: Final = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"

Place = tuple[float, float, float, float]
_HEAD: Final[Place] = (0.5, 0.3, 12.333, 0.95)
_BELOW: Final[Place] = (0.5, 1.32, 12.333, 0.45)
_BODY: Final[Place] = (0.5, 1.95, 12.333, 4.9)
_FOOT: Final[Place] = (0.5, 6.9, 10.8, 0.4)
_NUMBER: Final[Place] = (11.5, 6.9, 1.333, 0.4)


def emu(inches: float) -> int:
    """English metric units, those of the file."""
    return round(inches * 914_400)


def theme() -> str:
    """Colours, fonts and the plainest of effects."""
    colours = {
        "dk1": INK, "lt1": "#FFFFFF", "dk2": _BLUE, "lt2": LOOKS["full"].fill, "accent1": _BLUE,
        "accent2": LOOKS["claimed"].fill, "accent3": LOOKS["lost"].fill, "accent4": LOOKS["open"].edge,
        "accent5": LOOKS["open"].fill, "accent6": LINE, "hlink": _BLUE, "folHlink": _BLUE,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{rgb[1:]}"/></a:{name}>' for name, rgb in colours.items())
    fonts = f'<a:latin {_FONT}/><a:ea {_FONT}/><a:cs typeface=""/><a:font script="Hans" typeface="黑体"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme {NAMESPACES} name="未保"><a:themeElements><a:clrScheme name="未保">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="未保"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="未保"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def master() -> str:
    """The master: where title, text, foot and number stand, and how they are written."""
    boxes = (
        _box(2, TITLE, 'type="title"', _HEAD, anchor="ctr")
        + _box(3, AREA, 'type="body" idx="1"', _BODY)
        + _box(4, FOOT, 'type="ftr" sz="quarter" idx="3"', _FOOT, 14, GREY_INK, anchor="ctr")
        + _box(5, NUMBER, 'type="sldNum" sz="quarter" idx="4"', _NUMBER, 14, GREY_INK, align="r", anchor="ctr")
    )
    layouts = "".join(f'<p:sldLayoutId id="{_FIRST_LAYOUT_ID + n}" r:id="rId{n + 1}"/>' for n in range(len(NEEDED)))
    levels = "".join(_level(number, 20 if number == 1 else 18) for number in range(1, 6))
    return (
        f'<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{_TREE}{boxes}</p:spTree></p:cSld>{_MAP}"
        f'<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles>'
        f"<p:titleStyle>{_level(1, 26, '+mj', bold=True)}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{_level(1, 18)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def layouts() -> dict[str, str]:
    """The layouts by name, in the order of `NEEDED`."""
    number = _box(9, NUMBER, 'type="sldNum" sz="quarter" idx="12"', None)
    rule = _line(0.5, 1.84, 12.333)
    cover = (
        _block(20, "色带", (0, 0, WIDE, 0.3))
        + _box(2, TITLE, 'type="ctrTitle"', (1.0, 2.0, 11.333, 1.7), 40, align="ctr", anchor="b")
        + _line(4.667, 3.95, 4.0)
        + _box(3, SUBTITLE, 'type="subTitle" idx="1"', (1.0, 4.2, 11.333, 1.6), 24, GREY_INK, align="ctr")
    )
    contents = (
        _box(2, TITLE, 'type="title"', (0.5, 0.3, 12.333, 0.8))
        + _line(0.5, 1.15, 12.333)
        + _box(4, AREA, 'idx="14"', (0.5, 1.35, 12.333, 5.5))
        + number
    )
    page = (
        _box(2, TITLE, 'type="title"', None)
        + _box(3, SUBTITLE, 'type="body" sz="quarter" idx="13"', _BELOW, 16, GREY_INK, anchor="ctr")
        + rule
        + _box(4, AREA, 'idx="14"', _BODY)
        + _box(8, FOOT, 'type="ftr" sz="quarter" idx="11"', None)
        + number
    )
    bodies = {COVER: ("title", cover), CONTENTS: ("obj", contents), PAGE: ("obj", page)}
    return {
        name: f'<p:sldLayout {NAMESPACES} type="{kind}" preserve="1" userDrawn="1"><p:cSld name="{name}">'
        f"<p:spTree>{_TREE}{body}</p:spTree></p:cSld>{_OVERRIDE}</p:sldLayout>"
        for name, (kind, body) in bodies.items()
    }


def presentation() -> str:
    """The frame: one master, no slides, 16:9."""
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        f'r:id="rId1"/></p:sldMasterIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{_level(1, 18)}</p:defaultTextStyle></p:presentation>"
    )


def _level(number: int, size: float, font: str = "+mn", *, bold: bool = False) -> str:
    """How a level of text is written; no bullets, for our texts are sentences."""
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="l" defTabSz="914400"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="{font}-lt"/>'
        f'<a:ea typeface="{font}-ea"/><a:cs typeface="{font}-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


def _box(
    number: int, name: str, kind: str, place: Place | None, size: float = 0, ink: str = "", align: str = "",
    anchor: str = "",
) -> str:  # fmt: skip
    """A placeholder; without a place it stands where the master's does, with neither size nor ink it is written so."""
    look = f'<a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill>' if ink else ""
    run = f'<a:defRPr sz="{round(size * 100)}">{look}</a:defRPr>' if size else ""
    aligned = f" algn={quoteattr(align)}" if align else ""
    levels = f"<a:lvl1pPr{aligned}>{run}</a:lvl1pPr>" if run or align else ""
    anchored = f" anchor={quoteattr(anchor)}" if anchor else ""
    text = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'
    )
    run = text if "sldNum" in kind else f'<a:r><a:rPr lang="zh-CN"/><a:t>{name}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_place(place)}</p:spPr><p:txBody>"
        f'<a:bodyPr vert="horz"{anchored}><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>'
        f"<a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    left, top, width, height = map(emu, place)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _block(number: int, name: str, place: Place) -> str:
    """A bar in the office's blue."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_place(place)}<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
    )


def _line(left: float, top: float, width: float) -> str:
    return _block(21, "横线", (left, top, width, 0.025))
