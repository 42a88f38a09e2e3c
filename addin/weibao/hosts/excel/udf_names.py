"""What the functions in VBA and those in Python call one another: said once, for both sides."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.functions.spec import Function

UDF_MODULE = "weibao.hosts.excel.udfs"
BUTTONS_MODULE = "weibao.hosts.excel.buttons"
# Stands for an error value in what Python returns: COM has no way to hand one over from Python.
FAILED = "#weibao:failed"

# Names that an argument cannot have: the reserved identifiers of VBA ([MS-VBAL] 3.3.5.2), and `caller`, which xlwings
# replaces by the calling cell.
_RESERVED = frozenset(
    """
    call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj
    defsng defstr defvar dim do else elseif end endif enum erase event exit for friend function get global gosub
    goto if implements input let lock loop lset next on open option print private public put raiseevent redim
    resume return rset seek select set static stop sub type unlock wend while with write rem any as byref byval
    each in new shared until withevents optional paramarray preserve spc tab then to addressof and eqv imp is
    like mod not or typeof xor abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar
    cverr date debug doevents fix int len lenb me pset scale sgn string array circle inputb lbound ubound
    boolean byte currency double integer long longlong longptr single variant true false nothing empty null
    attribute lineinput cdecl decimal defdec step error line name time mid midb caller
    """.split()  # noqa: SIM905 - two hundred short lines say no more
)
_PREFIX = "the_"


def argument_names(function: Function) -> tuple[str, ...]:
    """The names of its arguments as both VBA and Python can write them.

    Raises ValueError where a name is no ASCII identifier, or where two are the same to VBA, which ignores case.
    """
    names = tuple(_argument(argument.name) for argument in function.arguments)
    taken = [name.lower() for name in (function.name, *names)]
    if not function.arguments or len(set(taken)) < len(taken):
        raise ValueError(f"{function.name}: no arguments, or two names that are one to VBA: {taken}")
    return names


def _argument(name: str) -> str:
    if not (name.isascii() and name.isidentifier() and not name.startswith("_")):
        raise ValueError(f"not a name for an argument in VBA: {name!r}")
    return _PREFIX + name if name.lower() in _RESERVED or iskeyword(name) else name
