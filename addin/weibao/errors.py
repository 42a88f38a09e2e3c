"""Exceptions: something of ours is broken, or a command cannot run.

Mistakes in a unit's workbook are never exceptions: they are `weibao.findings.Finding` records.
Every message is Chinese, says what is wrong, where, and what to do.
"""

from __future__ import annotations

# How the command line begins to tell of an exception that is nobody's slip but the programme's.
OUR_FAULT = "程序内部出错"


class WeibaoError(Exception):
    """Base of all our errors; the command line prints the message and ends with exit code 2."""


class RulebookError(WeibaoError):
    """A rulebook file breaks the format: names the file, the record and what is allowed."""


class CalendarRangeError(WeibaoError):
    """A working-day question reaches beyond the published holiday notices."""


class CampaignError(WeibaoError):
    """The campaign folder is missing, incomplete or in use."""


class TemplateError(WeibaoError):
    """A template (Word, slides) cannot be read, lacks a part, or asks for a field that its context does not give."""


class WorkbookError(WeibaoError):
    """An office workbook of ours (核定台账) cannot be read or updated safely."""


class DamagedWorkbookError(WorkbookError):
    """One that is no workbook any more."""


class ChartError(WeibaoError):
    """A chart cannot be drawn truthfully, for example because a character has no glyph."""
