"""The hidden sheets `_meta` and `_calendar` of a checklist, and the names of their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.sheets.checklist_sheet import DATE, Writer, put, put_at
from weibao.sheets.layout import CALC, CALENDAR, LAYOUT_VERSION, META, META_KEYS, NAMES

if TYPE_CHECKING:
    from weibao.functions.cells import Cell

PRODUCT = "weibao"
_DATES = ("issued", "due", "window_from", "window_to", "evidence_from", "evidence_to")
_NAMED = ("step", "warn_days", "item_warn_days", "window_from", "window_to", "evidence_from", "evidence_to")


def write_meta(writer: Writer, product: str = PRODUCT) -> Any:
    """The sheet `_meta`: who, which round, which rules, and the material types beside; these only in a checklist."""
    checklist = writer.checklist
    sheet = writer.book.workbook.add_worksheet(META)
    sheet.hide()
    date_format = writer.book.format(num_format=DATE)
    settings, rulebook, issued = checklist.settings, checklist.rulebook, checklist.round.issued
    values: dict[str, Cell] = {
        "product": product, "layout": LAYOUT_VERSION, "rulebook": rulebook.id, "rulebook_version": rulebook.version,
        "rulebook_digest": rulebook.digest, "unit": checklist.unit.id, "unit_name": checklist.unit.name,
        "round": checklist.round.number, "issued": issued, "due": checklist.round.due, "step": float(checklist.step),
        "warn_days": settings.deadline_warn_days, "item_warn_days": settings.item_warn_days,
        "window_from": checklist.window[0], "window_to": checklist.window[1],
        "evidence_from": settings.evidence_from, "evidence_to": settings.evidence_to,
        "counts": len(checklist.counts) if product == PRODUCT else 0,
        "serial": f"{rulebook.id}/{checklist.round.number}/{checklist.unit.id}/{issued or checklist.as_of:%Y%m%d}",
    }  # fmt: skip
    for number, key in enumerate(META_KEYS, 1):
        sheet.write_string(f"A{number}", key)
        put(sheet, f"B{number}", values[key], date_format if key in _DATES else None)
        if key in _NAMED:
            writer.book.workbook.define_name(NAMES[key], f"={META}!$B${number}")
    if product != PRODUCT:
        return sheet
    for number, kind in enumerate(rulebook.material_types, 1):
        sheet.write_string(f"D{number}", kind.name)
        sheet.write_number(f"E{number}", int(kind.numbered))
    last = max(len(rulebook.material_types), 1)
    writer.book.workbook.define_name(NAMES["types"], f"={META}!$D$1:$D${last}")
    writer.book.workbook.define_name(NAMES["type_flags"], f"={META}!$E$1:$E${last}")
    writer.book.workbook.define_name(NAMES["today"], f"={CALC}!$B$1")
    return sheet


def write_calendar(writer: Writer) -> None:
    """The sheet `_calendar`: every non-working day, and which years that covers."""
    calendar = writer.checklist.calendar
    sheet = writer.book.workbook.add_worksheet(CALENDAR)
    sheet.hide()
    date_format = writer.book.format(num_format=DATE)
    for address, text in (("A1", "非工作日"), ("C1", "自"), ("D1", "至")):
        sheet.write_string(address, text)
    days = calendar.sorted_days_off
    for row, day in enumerate(days, 1):
        put_at(sheet, row, 0, day, date_format)
    put(sheet, "C2", calendar.first, date_format)
    put(sheet, "D2", calendar.last, date_format)
    workbook = writer.book.workbook
    workbook.define_name(NAMES["holidays"], f"={CALENDAR}!$A$2:$A${len(days) + 1}")
    workbook.define_name(NAMES["calendar_first"], f"={CALENDAR}!$C$2")
    workbook.define_name(NAMES["calendar_last"], f"={CALENDAR}!$D$2")
