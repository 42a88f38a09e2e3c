"""The UNO component of the extension: LibreOffice reads this file when the extension is installed and at every start.

It must load while its own types do not exist yet (during the installation), and in a Python that is too old for the
rest of weibao: the functions then fail, so that the native formulas speak, and the menu says why. So everything else
is imported when it is needed, and this file keeps to what Python 3.8 understands.
"""

# ruff: noqa: N802 - the methods' names are UNO's

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    uno: Any
    unohelper: Any
else:
    import uno
    import unohelper

_OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pythonpath")  # noqa: PTH100, PTH118, PTH120
if os.path.isdir(_OWN) and _OWN not in sys.path[:1]:  # noqa: PTH112
    # Before any other weibao that this Python may know.
    sys.path.insert(0, _OWN)

from weibao.hosts.libreoffice import names  # noqa: E402

_MENDING = "weibao.hosts.libreoffice.mending"
NEEDED = (3, 11)
TOO_OLD = (
    "这个 LibreOffice 自带的 Python 是 {found}，“未保创建”菜单需要 {needed} 或更新的版本，这一步没有执行。\n"
    "请升级 LibreOffice，或者在命令行里用 weibao 命令做同样的事。表格里的计算不受影响，仍由自带公式完成。"
)
BROKEN = "“未保创建”扩展不完整（{reason}），这一步没有执行。请重新安装 weibao.oxt。"

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - LibreOffice looks for this name


def is_too_old() -> bool:
    """Whether this Python cannot run the rest of weibao."""
    return sys.version_info < NEEDED


class _Service:
    """What every part tells of itself (com.sun.star.lang.XServiceInfo)."""

    implementation = ""
    services: tuple[str, ...] = ()

    def __init__(self, context: Any, *_arguments: Any) -> None:
        self.context = context

    def getImplementationName(self) -> str:
        return self.implementation

    def supportsService(self, name: str) -> bool:
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return self.services


class _Functions(_Service):
    """The add-in: one method per function, found by name (org.weibao.calc.XFunctions)."""

    def getServiceName(self) -> str:
        return names.FUNCTIONS

    def setLocale(self, locale: Any) -> None:
        self.locale = locale

    def getLocale(self) -> Any:
        return self.locale

    def __getattr__(self, name: str) -> Any:
        if not name.startswith(names.METHOD_PREFIX):
            raise AttributeError(name)

        def method(*given: Any) -> Any:
            from weibao.hosts.libreoffice.calls import answer

            return answer(name, given)

        return method


class _Protocol(_Service):
    """The menu's commands (XInitialization, XDispatchProvider, XDispatch)."""

    frame: Any = None

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, _target: str, _flags: int) -> Any:
        return self if url.Complete.startswith(names.SCHEME) else None

    def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url: Any, _arguments: tuple[Any, ...]) -> None:
        action = url.Complete[len(names.SCHEME) :]
        if is_too_old():
            found, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, NEEDED))
            self._tell(TOO_OLD.format(found=found, needed=needed))
            return
        try:
            from weibao.hosts.libreoffice.menu import perform
        except ImportError as error:
            self._tell(BROKEN.format(reason=error))
            return
        _tell_what_failed(self.context, self.frame)
        perform(action, self.context, self.frame)

    def _tell(self, message: str) -> None:
        from weibao.hosts.libreoffice.desk import desk_of

        desk_of(self.context, self.frame).tell(message, error=True)

    def addStatusListener(self, _listener: Any, _url: Any) -> None:
        """Every entry is always available."""

    def removeStatusListener(self, _listener: Any, _url: Any) -> None:
        """There is nothing to take away."""


class _Job(_Service):
    """Runs after a document was loaded, saved or closed (com.sun.star.task.XJob)."""

    def execute(self, arguments: tuple[Any, ...]) -> None:
        document = _document(arguments)
        # An exception here would disturb a program that people use for other things than ours.
        if document is None or is_too_old():
            return
        try:
            self.work(document)
        except Exception as error:
            print(f"{self.implementation}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201

    def work(self, document: Any) -> None:
        raise NotImplementedError


class _Loaded(_Job):
    def work(self, document: Any) -> None:
        from weibao.hosts.libreoffice.binding import rebind

        rebind(document)
        _tell_what_failed(self.context, None)


class _Saved(_Job):
    def work(self, document: Any) -> None:
        if path := _path(document):
            from weibao.hosts.libreoffice.mending import saved

            saved(path)


class _Closed(_Job):
    def work(self, document: Any) -> None:
        mending = sys.modules.get(_MENDING)  # where nothing was saved, nothing is waiting
        if mending is not None and (path := _path(document)):
            mending.closed(path)


def _path(document: Any) -> Any:
    """The file of a document, None where it has none."""
    from pathlib import Path

    url = document.getURL()
    return Path(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else None


def _tell_what_failed(context: Any, frame: Any) -> None:
    """Once, at the next occasion: whoever closes a workbook may have no window left to be told in."""
    mending = sys.modules.get(_MENDING)
    for message in mending.untold() if mending is not None else ():
        from weibao.hosts.libreoffice.desk import desk_of

        desk_of(context, frame).tell(message, error=True)


def _document(arguments: tuple[Any, ...]) -> Any:
    """The document that an event is about, from a job's arguments (named values)."""
    groups = {group.Name: group.Value for group in arguments}
    return {value.Name: value.Value for value in groups.get("Environment", ())}.get("Model")


def _known(interface: str) -> list[Any]:
    """The interface as a base class; none while its type is not known, that is during the installation."""
    try:
        return [uno.getClass(interface)]
    except Exception:  # pyuno raises exceptions of its own
        return []


def _register(behaviour: type, implementation: str, services: tuple[str, ...], *interfaces: str) -> None:
    bases = [behaviour, unohelper.Base]
    for interface in ("com.sun.star.lang.XServiceInfo", *interfaces):
        bases += _known(interface)
    members = {"implementation": implementation, "services": (implementation, *services)}
    component = type(behaviour.__name__.strip("_"), tuple(bases), members)
    g_ImplementationHelper.addImplementation(component, implementation, members["services"])


_register(
    _Functions, names.FUNCTIONS, (names.ADDIN_SERVICE,),
    "com.sun.star.lang.XServiceName", "com.sun.star.lang.XLocalizable", names.INTERFACE_NAME,
)  # fmt: skip
_register(
    _Protocol, names.PROTOCOL, (names.PROTOCOL_SERVICE,),
    "com.sun.star.lang.XInitialization", "com.sun.star.frame.XDispatchProvider", "com.sun.star.frame.XDispatch",
)  # fmt: skip
_register(_Loaded, names.LOADED, (names.JOB_SERVICE,), "com.sun.star.task.XJob")
_register(_Saved, names.SAVED, (names.JOB_SERVICE,), "com.sun.star.task.XJob")
_register(_Closed, names.CLOSED, (names.JOB_SERVICE,), "com.sun.star.task.XJob")
