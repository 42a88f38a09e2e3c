"""What an office adds to its 核定台账: rows, columns, tables, formulas; and all kinds together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.ledger_lists import list_beside, list_inside, list_object
from corpus.ledger_notes import comments, form_buttons, threaded_comments
from corpus.ledger_objects import (
    chart_sheet,
    charts,
    conditional_formats,
    custom_ui,
    custom_xml,
    hyperlinks,
    other_workbook,
    panes_and_views,
    pictures,
    pivot_table,
    print_settings,
    sparklines,
    text_boxes,
    validations,
    watches,
    wps_pictures,
)
from corpus.ledger_parts import (
    EMPTY,
    HEAD,
    ITEMS,
    KIND,
    MAIN,
    MICROSOFT,
    REVISION,
    WORKBOOK,
    Parts,
    add,
    change,
    part_of,
    put,
    relate,
    rows,
    tab,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def own_sheets(parts: Parts) -> None:
    formula = "<c r=\"B1\"><f>COUNTA('督办'!A4:A25)</f><v>0</v></c></row>"
    tab(parts, "我的表", 90, EMPTY.replace("</row>", formula))
    tab(parts, "隐藏的表", 91, EMPTY, state="veryHidden")


def columns_after(parts: Parts) -> None:
    """A heading and a number in every row, by a formula that shows something in blank rows too."""

    def edit(number: int, row: str) -> str:
        heading = '<c r="Y3" t="inlineStr"><is><t>序号</t></is></c>'
        formula = f'<c r="Y{number}" s="3"><f>ROW()-3</f><v>{number - 3}</v></c>'
        return row.replace("</row>", (heading if number == HEAD else formula) + "</row>")

    rows(parts, ITEMS, HEAD, 25, edit)


def columns_between(parts: Parts) -> None:
    """A column inserted before 单位: everything right of it moves, formulas too."""
    part = part_of(parts, ITEMS)
    text = parts[part].decode()
    head, data = text.split("<sheetData>")
    data, tail = data.split("</sheetData>")
    reference = re.compile(r"(?<![A-Za-z!$\d_'])(\$?)([B-X])(\$?\d+)(?![\d(])")

    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}{chr(ord(match[2]) + 1)}{match[3]}"

    data = re.sub(r'r="([B-W])(\d+)"', lambda m: f'r="{chr(ord(m[1]) + 1)}{m[2]}"', data)
    data = re.sub(r"<f>(.*?)</f>", lambda m: f"<f>{reference.sub(moved, m[1])}</f>", data)
    heading = '<c r="B3" t="inlineStr"><is><t>分管</t></is></c>'
    data = data.replace('<c r="C3"', heading + '<c r="C3"', 1)
    parts[part] = f"{head}<sheetData>{data}</sheetData>{tail}".encode()


def rows_above(parts: Parts) -> None:
    """Two rows inserted above the table, written on."""
    part = part_of(parts, ITEMS)
    head, data = parts[part].decode().split("<sheetData>")
    data, tail = data.split("</sheetData>")
    own = re.compile(r"(?<![A-Za-z!$\d_'])(\$?[A-X]\$?)(\d+)(?![\d(])")
    data = re.sub(r'(r="[A-Z]*)(\d+)"', lambda m: f'{m[1]}{int(m[2]) + 2}"', data)
    data = re.sub(r"<f>(.*?)</f>", lambda m: f"<f>{own.sub(lambda k: f'{k[1]}{int(k[2]) + 2}', m[1])}</f>", data)
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>注意：</t></is></c></row><row r="2"/>'
    parts[part] = f"{head}<sheetData>{first}{data}</sheetData>{tail}".encode()


def colours(parts: Parts) -> None:
    def edit(number: int, row: str) -> str:
        row = row.replace("<row ", f'<row s="4" customFormat="1" thickBot="{number % 2}" ', 1)
        return row.replace("<c r=", '<c ph="1" r=', 2)

    rows(parts, ITEMS, 5, 12, edit)
    change(parts, part_of(parts, ITEMS), ('<tabColor rgb="FFC00000"/>', '<tabColor rgb="FF00B050"/>'))


def names(parts: Parts) -> None:
    """Names of one's own, and those that a copied sheet brings: alike ours, of that sheet only."""
    copied = tab(parts, "核定 (2)", 93, parts[part_of(parts, "核定")].decode())
    assert copied in parts
    place = parts[WORKBOOK].decode().count("<sheet ") - 1
    own = (
        f'<definedName name="wb_earned" localSheetId="{place}">\'核定 (2)\'!$D$4</definedName>'
        '<definedName name="重点" comment="自己的">督办!$A$4:$A$9</definedName>'
        '<definedName name="税率" hidden="1">0.13</definedName><definedName name="坏">#REF!</definedName>'
    )
    change(parts, WORKBOOK, ("</definedNames>", own + "</definedNames>"))


def protection(parts: Parts) -> None:
    """The sheet and the structure of the workbook, with a password."""
    lock = 'algorithmName="SHA-512" hashValue="AAAA" saltValue="AAAA" spinCount="100000"'
    put(parts, ITEMS, f'<sheetProtection {lock} sheet="1" objects="1" scenarios="1"/>')
    put(parts, ITEMS, '<protectedRanges><protectedRange sqref="N4:N25" name="备注"/></protectedRanges>')
    change(
        parts, WORKBOOK, ("<bookViews>", '<workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews>')
    )


def grouped_rows(parts: Parts) -> None:
    def edit(number: int, row: str) -> str:
        return row.replace("<row ", f'<row outlineLevel="{number % 3}" collapsed="1" ', 1)

    rows(parts, ITEMS, 5, 11, edit)


def filtered_rows(parts: Parts) -> None:
    """Rows 4 to 6 hidden by a filter."""
    rows(parts, ITEMS, 4, 6, lambda _, row: row.replace("<row ", '<row hidden="1" ', 1))
    part = part_of(parts, ITEMS)
    own = (
        '<autoFilter ref="A3:W25"><filterColumn colId="1"><filters><filter val="无"/></filters></filterColumn>'
        '<sortState ref="A4:W25"><sortCondition descending="1" ref="G4:G25"/></sortState></autoFilter>'
    )
    parts[part] = re.sub(rb"<autoFilter[^>]*/>", own.encode(), parts[part])


def merged_cells(parts: Parts) -> None:
    """The title, and cells of two prepared rows: those rows are passed over."""
    put(
        parts,
        ITEMS,
        '<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="A4:A5"/><mergeCell ref="E6:G6"/></mergeCells>',
    )


def shared_formulas(parts: Parts) -> None:
    """A column of ours as Excel keeps one that was filled down, and a formula of one's own."""

    def edit(number: int, row: str) -> str:
        plain = re.search(rf'<c r="B{number}"([^>]*)><f>(.*?)</f>', row)
        assert plain
        first = f'<f t="shared" ref="B4:B25" si="7">{plain[2]}</f>' if number == 4 else '<f t="shared" si="7"/>'
        own = f'<c r="Z{number}">' + (
            '<f t="shared" ref="Z4:Z25" si="8">ROW()</f>' if number == 4 else '<f t="shared" si="8"/>'
        )
        row = row.replace(plain[0], f'<c r="B{number}"{plain[1]}>{first}')
        return row.replace("</row>", f"{own}<v>{number}</v></c></row>")

    rows(parts, ITEMS, 4, 25, edit)


def array_formulas(parts: Parts) -> None:
    """One of many cells, and one that spills, with the part that says so."""
    own = (
        '<c r="Y4" cm="1"><f t="array" ref="Y4:Y6">ROW(A4:A6)</f><v>4</v></c>'
        '<c r="Z4"><f t="array" ref="Z4:Z5">ROW(A4:A5)</f><v>4</v></c></row>'
    )
    rows(parts, ITEMS, 4, 4, lambda _, row: row.replace("</row>", own))
    rows(parts, ITEMS, 5, 5, lambda _, row: row.replace("</row>", '<c r="Y5"><v>5</v></c><c r="Z5"><v>5</v></c></row>'))
    rows(parts, ITEMS, 6, 6, lambda _, row: row.replace("</row>", '<c r="Y6"><v>6</v></c></row>'))
    add(
        parts, "xl/metadata.xml", f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR" '
        'minSupportedVersion="120000" cellMeta="1"/></metadataTypes>'
        '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk>'
        "</cellMetadata></metadata>", f"{KIND}.sheetMetadata+xml",
    )  # fmt: skip
    relate(parts, WORKBOOK, "sheetMetadata", "metadata.xml")


def rich_texts(parts: Parts) -> None:
    """A heading of ours coloured in part, with reading hints; a rich inline text of one's own."""
    strings = parts["xl/sharedStrings.xml"].decode()
    rich = (
        '<si><r><rPr><b/><sz val="11"/></rPr><t>督办</t></r><r><rPr>'
        '<color rgb="FFFF0000"/></rPr><t xml:space="preserve">编号</t></r>'
        '<rPh sb="0" eb="2"><t>ドクハン</t></rPh><phoneticPr fontId="1"/></si>'
    )
    assert "<si><t>督办编号</t></si>" in strings
    parts["xl/sharedStrings.xml"] = strings.replace("<si><t>督办编号</t></si>", rich).encode()
    own = '<c r="Y2" t="inlineStr"><is><r><rPr><i/></rPr><t>自己</t></r><r><t>写</t></r></is></c></row>'
    rows(parts, ITEMS, 2, 2, lambda _, row: row.replace("</row>", own))
    put(parts, ITEMS, '<phoneticPr fontId="1" type="noConversion"/>')


def unknown_words(parts: Parts) -> None:
    """Namespaces of later versions, and of nobody we know, on the sheet, its rows, its cells."""
    part = part_of(parts, ITEMS)
    spaces = (
        f'<worksheet {REVISION} xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac" xmlns:neu="urn:neu:2031" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr x14ac neu" '
        'xr:uid="{00000000-0001-0000-0200-000000000000}" '
    )
    change(parts, part, ("<worksheet ", spaces))

    def edit(number: int, row: str) -> str:
        row = row.replace("<row ", f'<row x14ac:dyDescent="0.2" neu:n="{number}" ', 1)
        row = re.sub(
            r'(<c r="N\d+"[^>]*?)/>', r'\1 neu:seen="ja &amp; nein"><extLst><ext uri="urn:x"/></extLst></c>', row
        )
        return re.sub(r'(<c r="A\d+" s="\d+")/>', r'\1 neu:mark="1"><extLst><ext uri="urn:y"/></extLst></c>', row)

    rows(parts, ITEMS, 4, 25, edit)
    put(
        parts,
        ITEMS,
        '<extLst><ext uri="{99999999-0000-4000-8000-000000000000}"><neu:x a="&quot;">文</neu:x></ext></extLst>',
    )


def calc_chain(parts: Parts) -> None:
    add(parts, "xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="B4" i="3"/></calcChain>', f"{KIND}.calcChain+xml")
    relate(parts, WORKBOOK, "calcChain", "calcChain.xml")
    change(parts, WORKBOOK, (' fullCalcOnLoad="1"', ""))


def machine_sheet_worked_on(parts: Parts) -> None:
    """Somebody unhid _items, commented on it, coloured its tab and wrote far right of what is ours."""
    comments(parts, "_items", 96)
    part = part_of(parts, "_items")
    head, tail = parts[part].decode().split("<sheetData>")
    first, rest = tail.split("</row>", 1)
    own = '<c r="T1" t="inlineStr"><is><t>我的</t></is></c><c r="U1"><f>COUNTA(A:A)</f><v>1</v></c></row>'
    parts[part] = f"{head}<sheetData>{first}{own}{rest}".encode()


def code_names(parts: Parts) -> None:
    """What the modules of a VBA project go by."""
    for name in ("督办", "_items", "_claims", "_meta"):
        part = part_of(parts, name)
        text = parts[part].decode()
        code = f"Tab{name.strip('_') if name.isascii() else 'X'}"
        if "<sheetPr>" in text:
            text = text.replace("<sheetPr>", f'<sheetPr codeName="{code}">', 1)
        else:
            text = re.sub(r"(<worksheet[^>]*>)", rf'\1<sheetPr codeName="{code}"/>', text, count=1)
        parts[part] = text.encode()


# Together in one file, as far as they do not stand in each other's way.
GROUPS: tuple[tuple[Callable[[Parts], None], ...], ...] = (
    (own_sheets, chart_sheet, columns_after, colours, conditional_formats, comments, text_boxes, list_beside,
     hyperlinks, custom_xml, protection, calc_chain),
    (columns_between, names, print_settings, validations),
    (rows_above, custom_ui, pivot_table),
    (threaded_comments, pictures, sparklines, wps_pictures, grouped_rows, code_names, machine_sheet_worked_on),
    (charts, list_object, shared_formulas, rich_texts, other_workbook, panes_and_views, watches),
    (unknown_words, form_buttons, array_formulas), (filtered_rows,), (merged_cells,), (list_inside,),
)  # fmt: skip
