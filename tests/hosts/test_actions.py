"""macros/ribbon.xml: the rules of the customUI schema, and that buttons, handlers and commands belong together."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import click
import pytest

from weibao.cli import COMMANDS, cli
from weibao.errors import WeibaoError
from weibao.hosts import actions as module
from weibao.hosts.actions import NAMESPACE, Action, actions, parse
from weibao.hosts.handlers import HANDLERS
from weibao.resources import macros_dir

# Commands that need no button: there is no ledger yet, they are for the keyboard, or they put the buttons there.
NO_BUTTON = {
    "demo", "new", "rulebook show", "rulebook trace", "rulebook export", "rulebook new", "rulebook adopt",
    "rulebook wizard", "addin build", "addin install",
    "addin uninstall", "documents pdf", "templates list", "templates new", "templates check", "templates preprint",
    # The rules are changed with the ledger closed, and a new county has none yet.
    # Parts of 检查佐证材料, and what moves files: for the keyboard, after a look.
    "evidence index", "evidence levels", "evidence tidy",
    "inspections",  # 总台账's 查验对照 shows it
    "vetoes",  # 总台账's 负面清单声明 shows it
    "systems",  # 总台账's 工作制度 shows it
    "rounds",  # “下发清单”asks by it, and 总台账's 阶段日历 shows the rounds
    "restore",  # what it puts back may be newer work of somebody else: for the keyboard, after a look
}  # fmt: skip

# Of [MS-CUSTOMUI]: the elements that may stand in each other, and the attributes of each that we may use.
CHILDREN = {
    "customUI": {"commands", "ribbon", "backstage", "contextMenus"},
    "ribbon": {"qat", "tabs", "contextualTabs"},
    "tabs": {"tab"},
    "tab": {"group"},
    "group": {"button", "separator", "box", "menu", "splitButton", "dialogBoxLauncher"},
    "button": set(),
    "separator": set(),
}
IDS = {"id", "idQ", "idMso", "tag"}
PLACE = {"insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"}
SHOWN = {
    "label", "getLabel", "visible", "getVisible", "keytip", "getKeytip", "screentip", "getScreentip", "supertip",
    "getSupertip", "image", "imageMso", "getImage",
}  # fmt: skip
ATTRIBUTES = {
    "customUI": {"onLoad", "loadImage"},
    "ribbon": {"startFromScratch"},
    "tabs": set(),
    "tab": IDS | PLACE | {"label", "getLabel", "visible", "getVisible", "keytip", "getKeytip"},
    "group": IDS | PLACE | SHOWN | {"autoScale", "centerVertically"},
    "button": IDS | PLACE | SHOWN | {
        "onAction", "enabled", "getEnabled", "description", "getDescription", "size", "getSize", "showLabel",
        "getShowLabel", "showImage", "getShowImage",
    },
    "separator": {"id", "idQ", "visible", "getVisible"} | PLACE,
}  # fmt: skip
# Of the same document's list of icons that Office ships since 2007.
ICONS = {
    "FileSendAsAttachment", "SendAgain", "AcceptInvitation", "CheckNames", "DataValidationCircleInvalid", "RefreshAll",
    "CalculateNow", "SendStatusReport", "MicrosoftExcel", "MergeToWord", "NumberInsert", "FileOpen",
    "Chart3DColumnChart", "Chart3DPieChart", "TraceError", "Help", "FindDialog", "ReviewAcceptChange", "FilePrint",
    "Undo", "FileNew", "TechnicalSupport", "Refresh",
}  # fmt: skip


def ribbon() -> ElementTree.Element:
    return ElementTree.fromstring((macros_dir() / "ribbon.xml").read_bytes())  # noqa: S314 - our own file


def commands() -> set[str]:
    """Every command of the command line, those of groups with the group's name."""
    found: set[str] = set()
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            inner = click.Context(command)
            found |= {f"{name} {part}" for part in command.list_commands(inner)}
        else:
            found.add(name)
    return found


def test_every_element_and_attribute_is_of_the_schema() -> None:
    def walk(element: ElementTree.Element) -> None:
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        assert set(element.attrib) <= ATTRIBUTES[name], name
        for child in element:
            assert child.tag.removeprefix(f"{{{NAMESPACE}}}") in CHILDREN[name], (name, child.tag)
            walk(child)

    assert ribbon().tag == f"{{{NAMESPACE}}}customUI"
    walk(ribbon())


def test_ids_are_unique_names_and_texts_are_within_their_bounds() -> None:
    ids = [element.attrib["id"] for element in ribbon().iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert len({element.attrib["tag"] for element in ribbon().iter() if "tag" in element.attrib}) == len(actions())
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]{0,1023}", item) for item in ids)
    for element in ribbon().iter():
        assert all(0 < len(text) <= 1024 for text in element.attrib.values())
        assert element.attrib.get("size", "large") in ("large", "normal")


def test_the_tab_and_the_callbacks() -> None:
    [tab] = ribbon().iter(f"{{{NAMESPACE}}}tab")
    assert tab.attrib["label"] == "未保创建"
    assert [group.attrib["label"] for group in tab] == ["清单", "核算", "文书", "图表", "工具"]
    assert {button.attrib["onAction"] for button in tab.iter(f"{{{NAMESPACE}}}button")} == {"WeibaoAction"}
    callbacks = {"WeibaoAction", ribbon().attrib["onLoad"], tab.attrib["getVisible"]}
    subs = set(re.findall(r"^Public Sub (\w+)\(", "".join(map(_text, macros_dir().glob("*.bas"))), re.MULTILINE))
    assert callbacks <= subs


def _text(path: object) -> str:
    return path.read_text("ascii").replace("\r\n", "\n")  # type: ignore[attr-defined, no-any-return]


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    assert [action.name for action in actions()] != []
    assert {action.name for action in actions()} == set(HANDLERS)


def test_every_command_has_a_button_or_is_listed_as_needing_none() -> None:
    pressed = {handler.command for handler in HANDLERS.values()} - {""}
    assert pressed <= commands()
    assert commands() >= NO_BUTTON
    assert commands() - pressed == NO_BUTTON


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.name)
def test_every_button_says_what_it_does(action: Action) -> None:
    assert action.name.isascii()
    assert action.image in ICONS
    assert 2 <= len(action.label) <= 6
    assert len(action.screentip) <= 20
    assert len(action.supertip) > len(action.screentip)
    assert action.supertip.endswith("。")
    for text in (action.label, action.screentip, action.supertip):
        assert re.search("[一-鿿]", text)


def test_what_is_no_ribbon_is_refused() -> None:
    assert parse(b"<customUI xmlns='%s'/>" % NAMESPACE.encode()) == ()
    button = f"<a xmlns='{NAMESPACE}'><group label='g'><button tag='x'/></group></a>".encode()
    with pytest.raises(KeyError):
        parse(button)
    bomb = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    with pytest.raises(ElementTree.ParseError):
        parse(bomb)


def test_a_lost_ribbon_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(module, "macros_dir", lambda: tmp_path)
    actions.cache_clear()
    try:
        with pytest.raises(WeibaoError, match="安装不完整"):
            actions()
    finally:
        actions.cache_clear()
