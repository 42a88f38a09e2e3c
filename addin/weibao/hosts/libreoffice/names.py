"""The names that the parts of the extension call one another by, each said once.

UNO identifiers hold no underscore, so a function's method is its name in camel case: WB_DAYS_LEFT is `wbDaysLeft`.
Calc sorts the parameters of a function by their UNO name until the component has been loaded, so these carry a number.
"""

from __future__ import annotations

EXTENSION = "org.weibao.calc"
TITLE = "未保创建"
# The interface of the functions is `org.weibao.calc.XFunctions`.
INTERFACE_MODULES = ("org", "weibao", "calc")
INTERFACE = "XFunctions"
INTERFACE_NAME = ".".join((*INTERFACE_MODULES, INTERFACE))

# Implementations of the component, and the services they are asked for by.
FUNCTIONS = "org.weibao.calc.Functions"
PROTOCOL = "org.weibao.calc.Protocol"
LOADED = "org.weibao.calc.Loaded"
SAVED = "org.weibao.calc.Saved"
CLOSED = "org.weibao.calc.Closed"
ADDIN_SERVICE = "com.sun.star.sheet.AddIn"
PROTOCOL_SERVICE = "com.sun.star.frame.ProtocolHandler"
JOB_SERVICE = "com.sun.star.task.Job"

# A menu entry dispatches `org.weibao:ACTION`.
SCHEME = "org.weibao:"
METHOD_PREFIX = "wb"


def method(function: str) -> str:
    """The UNO method of a function: WB_DAYS_LEFT gives "wbDaysLeft"."""
    first, *others = function.split("_")
    return first.lower() + "".join(word.capitalize() for word in others)


def parameter(number: int, argument: str) -> str:
    """The UNO parameter of a function's argument; `number` counts from 1: (2, "warn_days") gives "p02WarnDays"."""
    return f"p{number:02}" + "".join(word.capitalize() for word in argument.split("_"))


def long_name(function: str) -> str:
    """The name that Calc writes into an .xlsx for a function of an add-in: service and method, in capitals."""
    return f"{FUNCTIONS}.{method(function)}".upper()
