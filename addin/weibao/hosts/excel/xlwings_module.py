"""The VBA that ships with the installed xlwings, closed up.

A public Function of a loaded add-in can be called from a cell of any open workbook, whoever wrote that; xlwings' own
run Python code, start programs and write files. So every procedure becomes private to the module, and our modules enter
by a few Subs, which no cell can call.

What it compiles only elsewhere is left out. LibreOffice reads `#If` as an `If` of run time, finds blocks that do not
close, and then runs nothing of the whole project: it showed a blank for every function, which no IFERROR replaces.
"""

from __future__ import annotations

import re
from pathlib import Path

import xlwings

from weibao.hosts.excel.vba_conditions import compiled
from weibao.hosts.excel.vba_modules import MacroError

NAME = "xlwings"
_FILE = "xlwings.bas"
_HEAD = f'Attribute VB_Name = "{NAME}"\r\n'
_PROCEDURE = re.compile(
    r"^([ \t]*)(?:(?:Public|Private|Friend) )?((?:Static )?(?:Declare (?:PtrSafe )?)?(?:Function|Sub|Property) \w)",
    re.M,
)
# What these conditions are to Excel on Windows; its own compiler has to see to those below.
_KNOWN = {
    'App = "Microsoft Excel"': True,
    **{f'App = "Microsoft {other}"': False for other in ("Word", "Access", "PowerPoint")},
    "Mac": False, "Not Mac": True, "MAC_OFFICE_VERSION >= 15": False,
}  # fmt: skip
_LEFT = ("VBA7", "Win64")
_CALLED = ("XLPy", "GetConfig", "GetFullName", "GetDirectoryConfigFilePath", "FileExists")
_DOORS = """
' ---- The doors for weibao's own modules. Everything above is private, so that no cell can call it. ----

Public Sub WeibaoServe(ByRef server As Object)
    Set server = XLPy()
End Sub

' A setting of the user's own file, "" where it is not set there.
Public Sub WeibaoSetting(ByVal key As String, ByRef value As String)
    value = GetConfig(key, "", "user")
End Sub

' The file of settings beside this workbook, which xlwings prefers to the user's; "" where there is none.
Public Sub WeibaoSettingsBeside(ByRef path As String)
    path = ""
    If Len(GetFullName(ThisWorkbook)) = 0 Then Exit Sub
    If FileExists(GetDirectoryConfigFilePath()) Then path = GetDirectoryConfigFilePath()
End Sub

Public Sub WeibaoLookFor(ByVal path As String, ByRef found As Boolean)
    found = FileExists(path)
End Sub
"""


def xlwings_module() -> str:
    """The module's text, CRLF. Its DLL has the version of the installed xlwings in its name.

    Raises MacroError where xlwings came without the module, or with one that has not what we call.
    """
    try:
        # Bytes, because reading as text would change the ends of the lines.
        source = Path(xlwings.__file__).with_name(_FILE).read_bytes().decode("ascii")
    except FileNotFoundError:
        raise MacroError(
            f"找不到 xlwings 自带的 {_FILE}。请重新安装 xlwings：pip install --force-reinstall xlwings。"
        ) from None
    strange = [name for name in _CALLED if not re.search(rf"^Function {name}\(", source, re.M)]
    try:
        chosen = compiled(source.removeprefix(_HEAD), _KNOWN, _LEFT)
    except ValueError as error:
        chosen = ""
        strange.append(str(error))
    if strange or not source.startswith(_HEAD):
        raise MacroError(
            f"xlwings 自带的 {_FILE} 和预料的不同（{'、'.join(strange) or '开头'}），可能换了版本。"
            "请安装 requirements.lock 里写明的版本。"
        )
    closed = _PROCEDURE.sub(r"\1Private \2", chosen)
    doors = _DOORS.replace("\n", "\r\n")
    return f"{_HEAD}Option Private Module\r\n{closed.rstrip()}\r\n{doors}"
