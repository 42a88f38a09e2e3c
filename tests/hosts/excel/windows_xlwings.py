"""The real xlwings as it is on Windows, with pywin32 and ctypes' Windows parts played by stand-ins.

Runs in a process of its own (it bends `sys.platform` while xlwings is imported), reads one JSON request on standard
input and answers in JSON. What is real: xlwings' decorators, its generator of wrappers, its conversion and its COM
server's CallUDF. What is played: COM.
"""

import asyncio
import concurrent.futures
import ctypes
import datetime
import importlib
import io
import json
import logging
import subprocess
import sys
import types
from decimal import Decimal
from unittest.mock import MagicMock

# Loaded before the platform is bent, because they look at it too.
import numpy  # noqa: F401
import pandas  # noqa: F401


class TimeType(datetime.datetime):
    """pywintypes' time: a datetime that always has a zone."""


class ComError(Exception):
    """pywintypes.com_error."""


def unwrap(value):
    """win32com.server.util.unwrap: arguments of our functions are never wrapped Python objects."""
    raise ComError("not a Python object")


def stand_ins():
    pythoncom = MagicMock(name="pythoncom")
    pythoncom.__file__ = "pythoncom.dll"
    pythoncom.IID_IDispatch = "IDispatch"
    pythoncom.TypeIIDs = {"IDispatch": type("PyIDispatch", (), {})}
    pywintypes = types.SimpleNamespace(TimeType=TimeType, com_error=ComError, error=ComError, IID=str)
    zone = types.SimpleNamespace(TimeZoneInfo=types.SimpleNamespace(utc=lambda: datetime.UTC))
    client = MagicMock(name="win32com.client")
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    util = types.SimpleNamespace(unwrap=unwrap, wrap=lambda value, *_: value)
    server = types.SimpleNamespace(util=util, dispatcher=MagicMock(), policy=MagicMock())
    return {
        "pythoncom": pythoncom,
        "pywintypes": pywintypes,
        "win32timezone": zone,
        "win32com": types.SimpleNamespace(client=client, server=server),
        "win32com.client": client,
        "win32com.server": server,
        "win32com.server.util": util,
        "win32com.server.dispatcher": server.dispatcher,
        "win32com.server.policy": server.policy,
        **{name: MagicMock(name=name) for name in ("win32api", "win32con", "win32event", "win32gui", "win32process")},
    }


def import_xlwings():
    sys.modules.update(stand_ins())
    for name in ("windll", "oledll"):
        setattr(ctypes, name, MagicMock())
    real, ctypes.PyDLL, sys.platform = (ctypes.PyDLL, sys.platform), MagicMock(), "win32"
    try:
        import xlwings
    finally:
        ctypes.PyDLL, sys.platform = real
    assert xlwings.func is importlib.import_module("xlwings.udfs").xlfunc
    return xlwings


def unpack(value):
    """A value as pywin32 gives it: tuples for arrays, whatever JSON cannot say under a key."""
    if isinstance(value, list):
        return tuple(map(unpack, value))
    if isinstance(value, dict):
        if "time" in value:
            # Range.Value gives UTC; a naive reader must not shift the day.
            return TimeType(*value["time"], tzinfo=datetime.UTC)
        return Decimal(value["money"]) if "money" in value else int(value["int"])
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def pack(value):
    if isinstance(value, (list, tuple)):
        return [pack(one) for one in value]
    if isinstance(value, datetime.datetime):
        return {"time": value.isoformat()}
    return value


def read(options, value):
    """xlwings' own reading of one argument, and the kinds of what comes out."""
    conversion = importlib.import_module("xlwings.conversion")
    result = conversion.read(None, unpack(value), options)
    return repr(result)


def main():
    request = json.load(sys.stdin)
    xlwings = import_xlwings()
    logged = io.StringIO()
    logging.basicConfig(stream=logged)
    module = importlib.import_module(request["module"])
    udfs = importlib.import_module("xlwings.udfs")
    text = io.StringIO()
    udfs.generate_vba_wrapper(request["module"], module, text, types.SimpleNamespace(Name="weibao.xlam"))
    server = importlib.import_module("xlwings.com_server").XLPython()
    infos = {name: f.__xlfunc__ for name, f in vars(module).items() if hasattr(f, "__xlfunc__")}
    answer = {
        "version": xlwings.__version__,
        "wrappers": text.getvalue(),
        "docs": {name: [arg["doc"] for arg in info["args"]] for name, info in infos.items()},
        "optional": {name: [arg.get("optional", "no") for arg in info["args"]] for name, info in infos.items()},
        "read": [read(infos[name]["args"][at]["options"], value) for name, at, value in request["read"]],
        "calls": [pack(server.CallUDF(request["module"], name, unpack(args))) for name, args in request["calls"]],
        "logged": logged.getvalue(),
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    assert asyncio
    assert concurrent.futures
    assert subprocess
    main()
