Attribute VB_Name = "WeibaoBinding"
Option Explicit
Option Private Module

' Binding the functions of cells to this project, and their help in Excel's function dialog.

Private Const BLOCK_SHEET As String = "_calc"
Private Const FUNCTION_PREFIX As String = "WB_"
Private Const LONGEST_HELP As Long = 255

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
    Dim found As Object

    If WeibaoHasBlocks(book) Then
        WeibaoMentions = True
        Exit Function
    End If
    On Error Resume Next
    For Each sheet In book.Worksheets
        Set found = Nothing
        Set found = sheet.UsedRange.Find(What:=FUNCTION_PREFIX, LookIn:=xlFormulas, LookAt:=xlPart, MatchCase:=False)
        If Not found Is Nothing Then
            WeibaoMentions = True
            Exit Function
        End If
    Next sheet
End Function

' A plain recalculation does not look up names again, the full rebuild does. Nothing was edited by it, so a
' workbook that was saved stays so.
Public Sub WeibaoRebuild(ByVal book As Workbook)
    Dim wasSaved As Boolean

    On Error Resume Next
    wasSaved = book.Saved
    Application.CalculateFullRebuild
    If wasSaved Then book.Saved = True
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
