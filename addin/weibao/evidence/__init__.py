"""Reading evidence files, none of them trusted: in a process that can be killed, and only facts come back, no text."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
"""Raised whenever the same file would give other facts: what was remembered is read anew."""
FUNCTION: Final = "weibao.evidence.reader:read"
"""What such a process runs; who only asks it loads nothing of what reads."""
