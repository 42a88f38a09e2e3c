Attribute VB_Name = "xlwings"
Option Explicit

' Plays xlwings.bas, which needs Windows: the sheet Stub says how (B1 starts, B2 answers, B3 interpreter, B4 calling cell).

Public StubStarts As Long
Public StubCalls As Long
Public StubArguments As Variant

Public Function XLPy() As Object
    StubStarts = StubStarts + 1
    If StubMode(1) = "blocked" Then Err.Raise 1000, , "Could not activate Python COM server"
    Set XLPy = New StubServer
End Function

Public Function GetConfig(key As String, Optional fallback As String = "") As Variant
    GetConfig = fallback
    If key = "INTERPRETER_WIN" Then GetConfig = StubMode(3)
End Function

' LibreOffice has a FileExists of its own, so the tests give the sources this name.
Public Function StubFileExists(path As String) As Boolean
    StubFileExists = (InStr(path, "venv") > 0)
End Function

Public Function StubMode(ByVal row As Long) As String
    StubMode = ThisWorkbook.Worksheets("Stub").Cells(row, 2).Value
End Function

Public Function StubCounts() As String
    StubCounts = "starts=" & StubStarts & ";calls=" & StubCalls
End Function

' What the last call received, one line for every argument: kinds of the cells, row by row.
Public Function StubSeen() As String
    Dim i As Long
    Dim r As Long
    Dim c As Long
    Dim text As String
    Dim value As Variant

    For i = LBound(StubArguments) To UBound(StubArguments)
        value = StubArguments(i)
        If IsArray(value) Then
            For r = LBound(value, 1) To UBound(value, 1)
                For c = LBound(value, 2) To UBound(value, 2)
                    text = text & TypeName(value(r, c)) & ","
                Next c
                text = text & "/"
            Next r
        Else
            text = text & TypeName(value)
        End If
        text = text & ";"
    Next i
    StubSeen = text
End Function

Public Function StubVisible() As Variant
    Dim shown As Variant

    WeibaoTabVisible Nothing, shown
    StubVisible = shown
End Function

' The function of a range whose second cell holds this formula and shows this (nothing: not calculated yet).
Public Function StubPending(ByVal formula As String, ByVal shown As Variant) As Variant
    Dim area As Object

    Set area = New StubRange
    area.SecondFormula = formula
    If Len(shown) > 0 Then area.Second = shown
    StubPending = WB_ONE(area)
    If IsError(StubPending) Then StubPending = CStr(StubPending)
End Function

' LibreOffice knows no calling cell; the sources ask this one.
Public Function StubCaller() As Object
    Set StubCaller = New StubCell
End Function
