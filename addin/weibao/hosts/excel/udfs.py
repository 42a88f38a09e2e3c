"""The functions of cells as xlwings imports them, one for each entry of the registry.

On Windows xlwings' decorators note names, arguments and conversion; elsewhere they return the function as it is, so
that the same functions can be called there. An exception never reaches Excel: the cell gets the mark that
macros/WeibaoCore.bas turns into an error value, and the log the traceback.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from inspect import Parameter, Signature
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.functions.registry import FUNCTIONS, evaluate
from weibao.hosts.excel.cells import Cells, returned
from weibao.hosts.excel.udf_names import FAILED, argument_names
from weibao.hosts.light import xlwings as xw

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.functions.spec import Function
    from weibao.hosts.excel.cells import Value

_LOG = logging.getLogger(__name__)
_MISSING = Parameter.empty
_LOG_FILE = Path(".weibao", "functions.log")
_LOG_BYTES = 500_000


def udf(function: Function) -> Callable[..., Value | list[list[Value]]]:
    """The function that xlwings calls: arguments as `cells.Cells` gives them, a missing optional one is None."""
    names = argument_names(function)

    def call(*values: Any) -> Value | list[list[Value]]:
        try:
            return returned(evaluate(function, values))
        except Exception:
            _LOG.exception("%s", function.name)
            return FAILED

    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = function.help
    # xlwings reads names and defaults from the signature, and would take annotations for converters.
    call.__annotations__ = {}
    call.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None if wanted.optional else _MISSING)
            for name, wanted in zip(names, function.arguments, strict=True)
        ]
    )
    decorated: Callable[..., Value | list[list[Value]]] = call
    for name, wanted in zip(names, function.arguments, strict=True):
        decorated = xw.arg(name, convert=Cells, doc=wanted.help)(decorated)
    return xw.func(decorated)


def keep_log(home: Path) -> None:
    """Write failures to `.weibao/functions.log` below `home`; the file comes with the first of them."""
    path = home / _LOG_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)


# xlwings looks for its functions among the module's attributes.
globals().update({function.name: udf(function) for function in FUNCTIONS})

if sys.platform == "win32" and not _LOG.handlers:
    # The server that Excel starts has no window to write to. A folder that cannot be written keeps no function back.
    with contextlib.suppress(OSError):
        keep_log(Path.home())
