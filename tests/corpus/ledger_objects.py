"""What an office adds around the cells of its 核定台账: as Excel, WPS or an administrator leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.ledger_parts import (
    DRAWING,
    EMPTY,
    ITEMS,
    KIND,
    MAIN,
    MICROSOFT,
    OFFICE,
    PICTURE,
    WORKBOOK,
    X14,
    Parts,
    add,
    change,
    default,
    part_of,
    put,
    relate,
    rows,
    tab,
)
from corpus.packages import RELATION

if TYPE_CHECKING:
    pass


def chart_sheet(parts: Parts) -> None:
    part = tab(
        parts, "图", 92, f'<chartsheet xmlns="{MAIN}" xmlns:r="{RELATION}">'
            '<sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><drawing r:id="rIdx1"/></chartsheet>', "chartsheet",
    )  # fmt: skip
    relate(parts, part, "drawing", "/xl/drawings/ownchart.xml")
    frame = (
        '<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="900000" cy="600000"/>'
        + _frame()
        + "</xdr:absoluteAnchor>"
    )
    _drawing(parts, "xl/drawings/ownchart.xml", frame)
    _chart(parts, "xl/drawings/ownchart.xml")


def conditional_formats(parts: Parts) -> None:
    put(
        parts, ITEMS, '<conditionalFormatting sqref="A4:W25"><cfRule '
            'type="expression" dxfId="0" priority="90"><formula>'
        "$N4=&quot;急&quot;</formula></cfRule></conditionalFormatting>",
    )  # fmt: skip
    put(
        parts, ITEMS, f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {X14}>'
            '<x14:conditionalFormattings>'
        '<x14:conditionalFormatting><x14:cfRule type="iconSet" '
        'priority="91" id="{AAAAAAAA-1111-4222-8333-444444444444}">'
        '<x14:iconSet iconSet="3Stars"><x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="percent">'
        '<xm:f>33</xm:f></x14:cfvo><x14:cfvo type="percent"><xm:f>67</xm:f></x14:cfvo></x14:iconSet></x14:cfRule>'
        "<xm:sqref>H4:H25</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
    )  # fmt: skip


def text_boxes(parts: Parts) -> None:
    shape = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr '
        'id="2" name="文本框 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" '
        'cy="300000"/></a:xfrm><a:prstGeom prst="rect"/></xdr:spPr>'
        "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>周五前清零</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    _draw(parts, "xl/drawings/own1.xml", shape)


def pictures(parts: Parts) -> None:
    _draw(
        parts, "xl/drawings/own2.xml", '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" '
            'name="章"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rIdx1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>'
        '<a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>',
    )  # fmt: skip
    default(parts, "png", "image/png")
    add(parts, "xl/media/own.png", PICTURE)
    relate(parts, "xl/drawings/own2.xml", "image", "../media/own.png")
    link = relate(parts, part_of(parts, ITEMS), "image", "../media/own.png")
    put(parts, ITEMS, f'<picture r:id="{link}"/>')


def charts(parts: Parts) -> None:
    _draw(parts, "xl/drawings/own3.xml", _frame())
    _chart(parts, "xl/drawings/own3.xml")


def wps_pictures(parts: Parts) -> None:
    """Pictures in cells, as WPS keeps them."""
    space = "http://www.wps.cn/officeDocument/2017/etCustomData"
    add(
        parts,
        "xl/cellimages.xml",
        f'<etc:cellImages xmlns:etc="{space}"/>',
        "application/vnd.wps-officedocument.cellimage+xml",
    )
    relate(parts, WORKBOOK, "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")
    cell = '<c r="Y9" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    rows(parts, ITEMS, 9, 9, lambda _, row: row.replace("</row>", cell))


def sparklines(parts: Parts) -> None:
    put(
        parts, ITEMS, f'<extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" {X14}><x14:sparklineGroups>'
        '<x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries '
        'rgb="FF376092"/><x14:sparklines><x14:sparkline>'
        "<xm:f>督办!H4:H25</xm:f><xm:sqref>Y1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
        "</x14:sparklineGroups></ext></extLst>",
    )  # fmt: skip


def print_settings(parts: Parts) -> None:
    add(parts, "xl/printerSettings/own.bin", b"\0\1\2printer", f"{KIND}.printerSettings")
    relate(parts, part_of(parts, ITEMS), "printerSettings", "../printerSettings/own.bin")
    change(
        parts, part_of(parts, ITEMS), ('<pageSetup paperSize="9"', '<pageSetup paperSize="8" r:id="rIdx1" copies="3"')
    )
    put(parts, ITEMS, '<rowBreaks count="1" manualBreakCount="1"><brk id="10" max="16383" man="1"/></rowBreaks>')


def panes_and_views(parts: Parts) -> None:
    change(
        parts,
        part_of(parts, ITEMS),
        ('workbookViewId="0">', 'workbookViewId="0" zoomScale="70" view="pageBreakPreview">'),
    )
    put(
        parts, ITEMS, '<customSheetViews><customSheetView guid="{AAAAAAAA-0000-4000-8000-000000000001}" scale="90">'
        "</customSheetView></customSheetViews>",
    )  # fmt: skip
    change(
        parts, WORKBOOK, ("</definedNames>", '</definedNames><customWorkbookViews><customWorkbookView name="甲看" '
        'guid="{AAAAAAAA-0000-4000-8000-000000000001}" windowWidth="800" windowHeight="600" activeSheetId="1"/>'
        "</customWorkbookViews>"),
    )  # fmt: skip


def validations(parts: Parts) -> None:
    put(
        parts, ITEMS, f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {X14}>'
            '<x14:dataValidations count="1">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>'
        '设置!$A$4:$A$9</xm:f></x14:formula1><xm:sqref>P4:P25</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>",
    )  # fmt: skip


def custom_xml(parts: Parts) -> None:
    add(parts, "customXml/item1.xml", '<l xmlns="urn:label">内部</l>')
    add(parts, "customXml/itemProps1.xml", f'<ds:datastoreItem ds:itemID="{{11111111-0000-4000-8000-000000000000}}" '
        f'xmlns:ds="{OFFICE}/customXml"/>',
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")  # fmt: skip
    relate(parts, "customXml/item1.xml", "customXmlProps", "itemProps1.xml")
    relate(parts, WORKBOOK, "customXml", "../customXml/item1.xml")
    add(
        parts,
        "docMetadata/LabelInfo.xml",
        f'<clbl:labelList xmlns:clbl="{MICROSOFT}/2020/mipLabelMetadata"/>',
        "application/vnd.ms-office.classificationlabels+xml",
    )
    relate(parts, "", f"{MICROSOFT}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml")


def custom_ui(parts: Parts) -> None:
    add(
        parts,
        "customUI/own.xml",
        f'<customUI xmlns="{MICROSOFT}/2006/01/customui"><ribbon/></customUI>',
        "application/xml",
    )
    relate(parts, "", f"{MICROSOFT}/2006/relationships/ui/extensibility", "customUI/own.xml")


def hyperlinks(parts: Parts) -> None:
    link = relate(parts, part_of(parts, ITEMS), "hyperlink", "https://example.org/?a=1&amp;b=2", outside=True)
    put(
        parts, ITEMS, f'<hyperlinks><hyperlink ref="A5" r:id="{link}" '
            'tooltip="看"/><hyperlink ref="A6" location="设置!A1" '
        'display="设置"/></hyperlinks>',
    )  # fmt: skip


def pivot_table(parts: Parts) -> None:
    part = tab(parts, "透视", 94, EMPTY)
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="1" '
        'saveData="0"><cacheSource type="worksheet"><worksheetSource '
        'ref="A3:B25" sheet="督办"/></cacheSource><cacheFields '
        'count="2"><cacheField name="督办编号"><sharedItems/></cacheField>'
        '<cacheField name="单位"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
    )
    add(parts, "xl/pivotCache/own.xml", cache, f"{KIND}.pivotCacheDefinition+xml")
    link = relate(parts, WORKBOOK, "pivotCacheDefinition", "pivotCache/own.xml")
    add(
        parts, "xl/pivotTables/own.xml", f'<pivotTableDefinition xmlns="{MAIN}" '
            'name="透视1" cacheId="9" dataCaption="值">'
        '<location ref="A3:B9" firstHeaderRow="1" firstDataRow="1" '
        'firstDataCol="1"/><pivotFields count="2"><pivotField/>'
        "<pivotField/></pivotFields></pivotTableDefinition>", f"{KIND}.pivotTable+xml",
    )  # fmt: skip
    relate(parts, part, "pivotTable", "../pivotTables/own.xml")
    relate(parts, "xl/pivotTables/own.xml", "pivotCacheDefinition", "../pivotCache/own.xml")
    caches = f'<pivotCaches><pivotCache cacheId="9" r:id="{link}"/></pivotCaches></workbook>'
    change(parts, WORKBOOK, ("</workbook>", caches))


def other_workbook(parts: Parts) -> None:
    add(
        parts, "xl/externalLinks/own.xml", f'<externalLink xmlns="{MAIN}"><externalBook '
            f'xmlns:r="{RELATION}" r:id="rIdx1">'
        '<sheetNames><sheetName val="甲"/></sheetNames></externalBook></externalLink>', f"{KIND}.externalLink+xml",
    )  # fmt: skip
    relate(parts, "xl/externalLinks/own.xml", "externalLinkPath", "file:///D:/去年.xlsx", outside=True)
    link = relate(parts, WORKBOOK, "externalLink", "externalLinks/own.xml")
    change(
        parts,
        WORKBOOK,
        (
            "<definedNames>",
            f'<externalReferences><externalReference r:id="{link}"/></externalReferences><definedNames>',
        ),
    )


def watches(parts: Parts) -> None:
    put(parts, ITEMS, '<cellWatches><cellWatch r="A4"/></cellWatches>')
    put(parts, ITEMS, '<scenarios><scenario name="若"><inputCells r="F4" val="45000"/></scenario></scenarios>')
    add(parts, "docProps/custom.xml", '<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml")  # fmt: skip
    relate(parts, "", "custom-properties", "docProps/custom.xml")


def _drawing(parts: Parts, name: str, anchors: str) -> None:
    add(
        parts, name, f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" '
            f'xmlns:a="{DRAWING}/main" xmlns:r="{RELATION}">'
        f"{anchors}</xdr:wsDr>", "application/vnd.openxmlformats-officedocument.drawing+xml",
    )  # fmt: skip


def _draw(parts: Parts, name: str, thing: str) -> None:
    corner = "<xdr:col>24</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    _drawing(
        parts, name, f"<xdr:twoCellAnchor><xdr:from>{corner.format(3)}</xdr:from>"
            f"<xdr:to>{corner.format(9)}</xdr:to>{thing}"
        "<xdr:clientData/></xdr:twoCellAnchor>",
    )  # fmt: skip
    link = relate(parts, part_of(parts, ITEMS), "drawing", f"/{name}")
    put(parts, ITEMS, f'<drawing r:id="{link}"/>')


def _frame() -> str:
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="4" name="图表 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        f'uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart" r:id="rIdx1"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>"
    )


def _chart(parts: Parts, drawing: str) -> None:
    number = "own" + drawing[-5]
    add(
        parts, f"xl/charts/{number}.xml", f'<c:chartSpace xmlns:c="{DRAWING}/chart">'
            '<c:chart><c:plotArea><c:pieChart><c:varyColors '
        'val="1"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val>'
        '<c:numRef><c:f>督办!$H$4:$H$9</c:f></c:numRef></c:val></c:ser>'
        "</c:pieChart></c:plotArea></c:chart></c:chartSpace>",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )  # fmt: skip
    relate(parts, drawing, "chart", f"../charts/{number}.xml")
