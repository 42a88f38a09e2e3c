"""The workbook inside a native chart of a slide: what PowerPoint opens on “编辑数据”. No formulas, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter

from weibao.clean import visible

if TYPE_CHECKING:
    from datetime import datetime

    from weibao.native import Native


class _PlainWorkbook(CategoryWorkbookWriter):  # type: ignore[misc, unused-ignore]
    """As python-pptx writes it, but every text stays a text, whatever it begins with."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        data = self._chart_data
        workbook.set_properties({"created": data.created})
        worksheet.set_column(0, 0, 24)
        worksheet.write_string(0, 0, data.corner)
        for row, category in enumerate(data.categories, 1):
            worksheet.write_string(row, 0, category.label)
        for column, series in enumerate(data, 1):
            worksheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    worksheet.write_number(row, column, value)


class ChartData(CategoryChartData):  # type: ignore[misc, unused-ignore]
    """The rows of a native chart; what is not known is a blank cell."""

    def __init__(self, native: Native, created: datetime) -> None:
        """`created` becomes the workbook's date."""
        super().__init__()  # type: ignore[no-untyped-call, unused-ignore]
        self.created, self.corner = created, visible(native.columns[0].heading)
        self.categories = [visible(str(row[0])) for row in native.rows]
        for number, column in enumerate(native.columns[1:], 1):
            values = [row[number] for row in native.rows]
            self.add_series(visible(column.heading), values)  # type: ignore[no-untyped-call, unused-ignore]

    @property
    def _workbook_writer(self) -> _PlainWorkbook:
        return _PlainWorkbook(self)  # type: ignore[no-untyped-call, unused-ignore]
