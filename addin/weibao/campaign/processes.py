"""Whether a process of this machine still runs."""

from __future__ import annotations

import os
import sys

# Of the Windows API: the right to ask, the exit code of one that runs, and the error where there is none.
_QUERY, _STILL_ACTIVE, _NO_SUCH = 0x1000, 259, 87


def is_running(pid: int) -> bool:
    """Whether process `pid` of this machine runs; one that we may not look at counts as running."""
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    """os.kill would end the process there."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(_QUERY, False, pid)
    if not handle:
        return bool(ctypes.get_last_error() != _NO_SUCH)  # type: ignore[attr-defined,unused-ignore]
    try:
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        return not known or code.value == _STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)
