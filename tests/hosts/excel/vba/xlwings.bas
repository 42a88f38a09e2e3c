Attribute VB_Name = "xlwings"
Option Explicit

' Plays xlwings.bas, which needs Windows: the sheet Stub says how (B1 starts, B2 answers, B3 interpreter, B4 calling cell,
' B5 the shell, B6 a file of settings beside the workbook, B7 the kind of sheet in front).

Public StubStarts As Long
Public StubCalls As Long
Public StubArguments As Variant
Public StubRan As String
Public StubSaid As String
Public StubRebuilds As Long
Public StubServedIn As String
Private mFolder As String

Public Sub WeibaoServe(ByRef server As Object)
    StubStarts = StubStarts + 1
    StubServedIn = StubFolder()
    If StubMode(1) = "blocked" Then Err.Raise 1000, , "Could not activate Python COM server"
    Set server = New StubServer
End Sub

Public Sub WeibaoSetting(ByVal key As String, ByRef value As String)
    If key = "INTERPRETER_WIN" Then value = StubMode(3)
End Sub

Public Sub WeibaoSettingsBeside(ByRef path As String)
    path = StubMode(6)
End Sub

Public Sub WeibaoLookFor(ByVal path As String, ByRef found As Boolean)
    found = (InStr(path, "venv") > 0 Or InStr(path, "\python.exe") > 0)
End Sub

Public Function StubNewShell() As Object
    Set StubNewShell = New StubShell
End Function

Public Function StubFolder() As String
    If Len(mFolder) = 0 Then mFolder = "D:\mail"
    StubFolder = mFolder
End Function

Public Sub StubGoTo(ByVal folder As String)
    mFolder = folder
End Sub

' The folder in which the server was started, and the present one.
Public Function StubServed() As String
    StubServed = StubServedIn & "|" & StubFolder()
End Function

' The kind of the sheet in front.
Public Function StubFront() As String
    StubFront = StubMode(7)
    If Len(StubFront) = 0 Then StubFront = "Worksheet"
End Function

' Presses a button of the ribbon; what was said or run, and the folder before and after.
Public Function StubPress(ByVal action As String) As String
    Dim control As Object

    Set control = New StubControl
    control.Tag = action
    WeibaoActionLedger control
    StubPress = StubRan & "|" & StubSaid & "|" & StubFolder()
End Function

Public Sub StubTell(ByVal message As String, ByVal kind As Long, ByVal title As String)
    StubSaid = message
End Sub

' Whether the workbook counts as saved after all has been calculated anew, which is a change to Excel.
Public Function StubRebuilt(ByVal wasSaved As Boolean) As Boolean
    ThisWorkbook.Saved = wasSaved
    WeibaoRebuild
    StubRebuilt = ThisWorkbook.Saved
End Function

Public Sub StubRebuild()
    StubRebuilds = StubRebuilds + 1
    ThisWorkbook.Saved = False
End Sub

Public Function StubMentions() As Boolean
    StubMentions = WeibaoMentions(ThisWorkbook)
End Function

Public Function StubMode(ByVal row As Long) As String
    StubMode = ThisWorkbook.Worksheets("Stub").Cells(row, 2).Value
End Function

Public Function StubCounts() As String
    StubCounts = "starts=" & StubStarts & ";calls=" & StubCalls & ";rebuilds=" & StubRebuilds
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

    WeibaoTabVisibleLedger Nothing, shown
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
