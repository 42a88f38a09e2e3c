"""The configuration files: every function and argument has Chinese help, and nothing stands twice."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from lxml import etree

from weibao import __version__
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.libreoffice import menu_xcu, names, package_xml, xcu
from weibao.hosts.libreoffice.build import READ_BY_OFFICE, TYPES

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CHINESE = re.compile(r"[一-龥]")

FILES = {
    "CalcAddIns": xcu.addin_xcu(FUNCTIONS),
    "Addons": menu_xcu.menu_xcu(actions()),
    "ProtocolHandler": menu_xcu.protocol_xcu(),
    "Jobs": menu_xcu.jobs_xcu(),
}


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def child(element: etree._Element, *path: str) -> etree._Element:
    for name in path:
        element = next(node for node in element.findall("node") if node.get(f"{OOR}name") == name)
    return element


def values(element: etree._Element, prop: str) -> dict[str | None, str | None]:
    """A property's values by language."""
    found = next(one for one in element.findall("prop") if one.get(f"{OOR}name") == prop)
    return {value.get(LANG): value.text for value in found.findall("value")}


def everywhere(text: str) -> dict[str, str]:
    return {"en-US": text, "zh-CN": text}


@pytest.mark.parametrize("name", FILES)
def test_well_formed_and_unique(name: str) -> None:
    root = parsed(FILES[name])
    assert (root.get(f"{OOR}name"), root.get(f"{OOR}package")) == (name, "org.openoffice.Office")
    for parent in root.iter("node"):
        for kind in ("node", "prop"):
            inside = [one.get(f"{OOR}name") for one in parent.findall(kind)]
            assert len(set(inside)) == len(inside)


def test_every_function_and_argument_has_chinese_help() -> None:
    addin = child(parsed(FILES["CalcAddIns"]), "AddInInfo", names.FUNCTIONS, "AddInFunctions")
    assert len(addin.findall("node")) == len(FUNCTIONS)
    for function in FUNCTIONS:
        entry = child(addin, names.method(function.name))
        assert values(entry, "DisplayName") == values(entry, "CompatibilityName") == everywhere(function.name)
        assert values(entry, "Description") == everywhere(f"{function.title}：{function.help}")
        assert CHINESE.search(function.help)
        listed = child(entry, "Parameters").findall("node")
        for node, argument in zip(listed, function.arguments, strict=True):
            assert values(node, "DisplayName") == everywhere(argument.name)
            help_ = values(node, "Description")["zh-CN"]
            assert help_
            assert CHINESE.search(help_)
            assert help_.startswith(argument.help)
            assert argument.unit in help_


def test_the_menu_is_the_ribbon() -> None:
    menu = child(parsed(FILES["Addons"]), "AddonUI", "OfficeMenuBar", names.EXTENSION)
    assert values(menu, "Title") == everywhere("未保创建")
    shown = []
    for group in sorted(child(menu, "Submenu").findall("node"), key=lambda node: node.get(f"{OOR}name") or ""):
        entries = sorted(child(group, "Submenu").findall("node"), key=lambda node: node.get(f"{OOR}name") or "")
        shown.append((values(group, "Title")["zh-CN"], [values(one, "Title")["zh-CN"] for one in entries]))
        assert all(values(one, "Context") == {None: menu_xcu.CALC} for one in entries)
    wanted = [(name, [one.label for one in group]) for name, group in groupby(actions(), key=lambda one: one.group)]
    assert shown == wanted
    urls = re.findall(rf"{names.SCHEME}(\w+)", FILES["Addons"])
    assert urls == [action.name for action in actions()]


def test_jobs_and_protocol_name_the_component() -> None:
    jobs = parsed(FILES["Jobs"])
    events = {node.get(f"{OOR}name") or "" for node in child(jobs, "Events")}
    assert events == {"OnLoad", "OnNew", "OnSaveDone", "OnSaveAsDone", "OnUnload"}
    for event in events:
        (job,) = child(jobs, "Events", event, "JobList")
        service = job.get(f"{OOR}name") or ""
        assert values(child(jobs, "Jobs", service), "Service") == {None: service}
    handler = child(parsed(FILES["ProtocolHandler"]), "HandlerSet", names.PROTOCOL)
    assert values(handler, "Protocols") == {None: "org.weibao:*"}


def test_description_and_manifest() -> None:
    space = "{http://openoffice.org/extensions/description/2006}"
    description = parsed(package_xml.description_xml(__version__))
    found = {name: description.find(f"{space}{name}") for name in ("identifier", "version")}
    assert {name: one.get("value") for name, one in found.items() if one is not None} == {
        "identifier": "org.weibao.calc", "version": __version__,
    }  # fmt: skip
    assert [one.text for one in description.iter(f"{space}name")] == ["未保创建", "未保创建"]
    manifest = parsed(package_xml.manifest_xml(READ_BY_OFFICE))
    paths = [entry.get("{http://openoffice.org/2001/manifest}full-path") for entry in manifest]
    assert paths == list(READ_BY_OFFICE)
    assert paths[0] == TYPES
