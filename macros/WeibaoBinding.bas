Attribute VB_Name = "WeibaoBinding"
Option Explicit
Option Private Module

' Binding the functions of cells to this project, and their help in Excel's function dialog.

Private Const ADDIN_FILE As String = "weibao.xlam"
Private Const BLOCK_SHEET As String = "_calc"
Private Const FUNCTION_PREFIX As String = "WB_"
Private Const LONGEST_HELP As Long = 255
' Of every sheet so many cells are looked through.
Private Const MOST_CELLS As Long = 200000

' Whether the add-in is there, which does the same for all workbooks.
Public Function WeibaoAddinLoaded() As Boolean
    Dim book As Workbook

    ' Add-ins are not counted among the workbooks, but are found by name.
    On Error Resume Next
    Set book = Application.Workbooks(ADDIN_FILE)
    WeibaoAddinLoaded = Not book Is Nothing
End Function

' Whether the workbook holds the blocks of a checklist or ledger.
Public Function WeibaoHasBlocks(ByVal book As Workbook) As Boolean
    Dim sheet As Object

    On Error Resume Next
    Set sheet = book.Worksheets(BLOCK_SHEET)
    WeibaoHasBlocks = Not sheet Is Nothing
End Function

' Whether a cell of the blocks shows that the functions were not known when the workbook was opened.
Public Function WeibaoUnbound(ByVal book As Workbook) As Boolean
    Dim values As Variant
    Dim i As Long
    Dim j As Long

    On Error GoTo Bound
    If Not WeibaoHasBlocks(book) Then Exit Function
    values = book.Worksheets(BLOCK_SHEET).UsedRange.Value2
    If Not IsArray(values) Then Exit Function
    For i = LBound(values, 1) To UBound(values, 1)
        For j = LBound(values, 2) To UBound(values, 2)
            If IsError(values(i, j)) Then
                If values(i, j) = CVErr(xlErrName) Then
                    WeibaoUnbound = True
                    Exit Function
                End If
            End If
        Next j
    Next i
Bound:
End Function

' Whether a workbook that was open before the add-in uses the functions, in blocks or typed by hand.
Public Function WeibaoMentions(ByVal book As Workbook) As Boolean
    Dim sheet As Worksheet

    WeibaoMentions = WeibaoHasBlocks(book)
    If WeibaoMentions Then Exit Function
    For Each sheet In book.Worksheets
        If SheetMentions(sheet) Then
            WeibaoMentions = True
            Exit Function
        End If
    Next sheet
End Function

' Not by Range.Find, which would leave its settings in the user's own search dialog.
Private Function SheetMentions(ByVal sheet As Worksheet) As Boolean
    Dim area As Object
    Dim formulas As Variant
    Dim rows As Long
    Dim i As Long
    Dim j As Long

    On Error GoTo Unreadable
    Set area = sheet.UsedRange
    rows = MOST_CELLS \ area.Columns.Count
    If area.Rows.Count > rows Then Set area = area.Resize(rows)
    formulas = area.Formula
    If Not IsArray(formulas) Then
        SheetMentions = Mentions(formulas)
        Exit Function
    End If
    For i = LBound(formulas, 1) To UBound(formulas, 1)
        For j = LBound(formulas, 2) To UBound(formulas, 2)
            If Mentions(formulas(i, j)) Then
                SheetMentions = True
                Exit Function
            End If
        Next j
    Next i
Unreadable:
End Function

Private Function Mentions(ByVal formula As String) As Boolean
    If Left$(formula, 1) = "=" Then Mentions = (InStr(1, formula, FUNCTION_PREFIX, vbTextCompare) > 0)
End Function

' A plain recalculation does not look up names again, the full rebuild does. It calculates all workbooks and edits
' none, so those that were saved stay so.
Public Sub WeibaoRebuild()
    Dim saved As Object
    Dim book As Object

    On Error Resume Next
    Set saved = New Collection
    For Each book In Application.Workbooks
        If book.Saved Then saved.Add book
    Next book
    If ThisWorkbook.Saved Then saved.Add ThisWorkbook
    Application.CalculateFullRebuild
    For Each book In saved
        book.Saved = True
    Next book
End Sub

' Put the Chinese help of all functions into the function dialog.
' False when Excel refuses, as it does while no workbook is open.
Public Function WeibaoDescribeAll() As Boolean
    Dim entry As Variant
    Dim parts() As String

    WeibaoDescribeAll = True
    For Each entry In Split(WEIBAO_FUNCTIONS, ";")
        If Len(entry) > 0 Then
            parts = Split(entry, ":")
            If Not Describe(parts(0), CLng(parts(1))) Then WeibaoDescribeAll = False
        End If
    Next entry
End Function

Private Function Describe(ByVal functionName As String, ByVal argumentCount As Long) As Boolean
    Dim helps() As String
    Dim i As Long

    On Error GoTo Refused
    ReDim helps(1 To argumentCount)
    For i = 1 To argumentCount
        helps(i) = Left$(WeibaoText(functionName & "." & i), LONGEST_HELP)
    Next i
    Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & functionName, _
        Description:=Left$(WeibaoText(functionName), LONGEST_HELP), Category:=WeibaoText("category"), _
        ArgumentDescriptions:=helps
    Describe = True
Refused:
End Function
