"""The menu 未保创建, who handles its commands, and the jobs that run after loading and saving (.xcu files)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from weibao.hosts.libreoffice import names
from weibao.hosts.libreoffice.xcu import LANGUAGES, component, node, prop

CALC = "com.sun.star.sheet.SpreadsheetDocument"
# Templates give new documents, which are bound like loaded ones.
JOBS = {
    "OnLoad": names.LOADED, "OnNew": names.LOADED, "OnSaveDone": names.SAVED, "OnSaveAsDone": names.SAVED,
    "OnUnload": names.CLOSED,
}  # fmt: skip


class Action(Protocol):
    """What the menu needs to know of a button (`weibao.hosts.actions.Action`)."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def group(self) -> str: ...


def menu_xcu(actions: Sequence[Action]) -> str:
    """Addons.xcu: one submenu for each group, in the order of the actions. Names carry numbers: nodes are sorted."""
    groups = [
        _menu(f"g{number:02}", group, (_entry(place, action) for place, action in enumerate(members, 1)))
        for number, (group, members) in enumerate(groupby(actions, key=lambda action: action.group), 1)
    ]
    menu = _menu(names.EXTENSION, names.TITLE, groups, context=CALC)
    return component("org.openoffice.Office", "Addons", [node("AddonUI", [node("OfficeMenuBar", [menu])])])


def _menu(name: str, title: str, entries: Iterable[str], context: str = "") -> str:
    content = [prop("Title", title, LANGUAGES)]
    if context:
        content.append(prop("Context", context))
    return node(name, [*content, node("Submenu", entries)], replace=True)


def _entry(place: int, action: Action) -> str:
    content = [
        prop("URL", names.SCHEME + action.name),
        prop("Title", action.label, LANGUAGES),
        prop("Target", "_self"),
        prop("Context", CALC),
    ]
    return node(f"m{place:02}", content, replace=True)


def protocol_xcu() -> str:
    """ProtocolHandler.xcu: the component that handles the menu's commands."""
    handler = node(names.PROTOCOL, [prop("Protocols", f"{names.SCHEME}*")], replace=True)
    return component("org.openoffice.Office", "ProtocolHandler", [node("HandlerSet", [handler])])


def jobs_xcu() -> str:
    """Jobs.xcu: what runs when a document was loaded, saved or closed."""
    services = sorted(set(JOBS.values()))
    jobs = [node(service, [prop("Service", service)], replace=True) for service in services]
    events = [
        node(event, [node("JobList", [node(service, [], replace=True)])], replace=True)
        for event, service in JOBS.items()
    ]
    return component("org.openoffice.Office", "Jobs", [node("Jobs", jobs), node("Events", events)])
