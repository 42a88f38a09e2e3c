Attribute VB_Name = "WeibaoCore"
Option Explicit
Option Private Module

' The one way from a cell to Python, used by every generated function in WeibaoFunctions.
'
' A cell of ours is =IFERROR(what Python says, the same in plain formulas). So whatever goes wrong here
' ends in an error value, never in a text and never in a dialog: the plain formulas then speak.
'
' LibreOffice can run these macros, too, and then there is no Excel behind xlwings: see NoAnswer.
'
' No Chinese in this file: VBA keeps its text in a code page. The texts lie on the sheet _texts.

' A formula over whole columns is a slip, and copying them would freeze Excel.
Private Const LARGEST_RANGE As Double = 200000
' Python ran and went away this often: something stops it, so it is not started again.
Private Const MOST_LOSSES As Long = 2
Private Const MOST_REMEMBERED As Long = 2000
' What only LibreOffice's Application says of itself.
Private Const LIBREOFFICE As String = "ooo.vba.excel.Application"

Private mServer As Object
' The key of the text that says why Python is not asked; "" while it may be asked.
Private mBlockedBy As String
Private mUntold As Boolean
Private mShown As Boolean
Private mCalls As Long
Private mSpared As Long
Private mLosses As Long
' The last arguments and answer of every calling cell; the collection gives its place in the arrays
' (As Object, because LibreOffice, where this is tested, forgets a variable declared As Collection).
Private mPlaces As Object
Private mUsed As Long
Private mValues() As Variant
Private mAnswers() As Variant
Private mTexts As Variant

' What Python answers to the function for these arguments (cells, ranges or plain values, in order).
Public Function WeibaoCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim values As Variant
    Dim answer As Variant
    Dim slot As String

    If InLibreOffice() Then
        WeibaoCall = NoAnswer()
        Exit Function
    End If
    WeibaoCall = CVErr(xlErrValue)
    On Error GoTo Failed
    If Not ReadArguments(arguments, values) Then Exit Function
    slot = SlotOf(functionName)
    If Recall(slot, values, answer) Then
        mSpared = mSpared + 1
    Else
        If Not WeibaoConnect() Then Exit Function
        If Not Ask(functionName, values, answer) Then Exit Function
        answer = WithErrorValues(answer)
        Remember slot, values, answer
    End If
    WeibaoCall = answer
Failed:
End Function

Private Function InLibreOffice() As Boolean
    Dim host As Object

    ' As Object: Excel knows no such method, which is an error of this line, not of the module.
    On Error Resume Next
    Set host = Application
    InLibreOffice = host.supportsService(LIBREOFFICE)
End Function

' LibreOffice makes a text of CVErr and an empty cell of an error raised, and IFERROR lets both pass. No cell can hold
' a table of three dimensions, which it does show as #VALUE!.
Private Function NoAnswer() As Variant
    Dim table() As Variant

    ReDim table(0 To 0, 0 To 0, 0 To 0)
    NoAnswer = table
End Function

' Whether Python can be asked; starts it when it has not been tried yet in this session.
Public Function WeibaoConnect() As Boolean
    Dim package As Object
    Dim beside As String

    If Len(mBlockedBy) > 0 Then Exit Function
    If Not mServer Is Nothing Then
        WeibaoConnect = True
        Exit Function
    End If
    ' xlwings reads its settings by way of the sheet in front; a chart sheet cannot give them, and passes.
    If TypeName(Application.ActiveSheet) <> "Worksheet" Then Exit Function
    On Error GoTo NoPython
    WeibaoSettingsBeside beside
    If Len(beside) > 0 Then
        Block "settings_beside"
        Exit Function
    End If
    WeibaoStartServer mServer
    On Error GoTo NoPackage
    Set package = mServer.Module(WEIBAO_MODULE)
    WeibaoConnect = True
    Exit Function
NoPython:
    Block "python_blocked"
    Exit Function
NoPackage:
    Block "package_missing"
End Function

' Forget that Python could not be started, and every answer.
Public Sub WeibaoForget()
    mBlockedBy = ""
    mUntold = False
    mLosses = 0
    Set mServer = Nothing
    Set mPlaces = Nothing
    WeibaoHush
End Sub

' The key of the text that says why Python is not asked, "" while it may be asked.
Public Function WeibaoBlockedBy() As String
    WeibaoBlockedBy = mBlockedBy
End Function

' For the diagnosis: calls of Python, calls spared, servers lost, and why it is not asked.
Public Function WeibaoState() As String
    WeibaoState = "calls=" & mCalls & ";spared=" & mSpared & ";losses=" & mLosses & ";blocked=" & mBlockedBy
End Function

' Say in the status bar that Python is not asked. Called from events, since Excel may refuse it to a cell's function.
Public Sub WeibaoTell()
    If Not mUntold Then Exit Sub
    mUntold = False
    WeibaoShow mBlockedBy
End Sub

' Put a text into the status bar, until the user turns to another sheet.
Public Sub WeibaoShow(ByVal key As String)
    On Error Resume Next
    Application.StatusBar = WeibaoText(key)
    mShown = True
End Sub

' Give the status bar back.
Public Sub WeibaoHush()
    If Not mShown Then Exit Sub
    On Error Resume Next
    Application.StatusBar = False
    mShown = False
End Sub

' A Chinese text of the sheet _texts (key, text); the key itself where there is none.
Public Function WeibaoText(ByVal key As String) As String
    Dim i As Long

    WeibaoText = key
    On Error GoTo Missing
    If IsEmpty(mTexts) Then mTexts = ThisWorkbook.Worksheets("_texts").UsedRange.Value2
    For i = LBound(mTexts, 1) To UBound(mTexts, 1)
        If mTexts(i, 1) = key Then
            WeibaoText = mTexts(i, 2)
            Exit Function
        End If
    Next i
Missing:
End Function

Private Sub Block(ByVal key As String)
    Set mServer = Nothing
    mBlockedBy = key
    mUntold = True
    WeibaoShow key
End Sub

Private Function Ask(ByVal functionName As String, ByRef values As Variant, ByRef answer As Variant) As Boolean
    On Error GoTo Broken
    mCalls = mCalls + 1
    answer = mServer.CallUDF(WEIBAO_MODULE, functionName, values)
    Ask = True
    Exit Function
Broken:
    ' Exceptions of a function come back as a mark, so this is the connection. Busy passes; gone does not.
    If Not IsGone(Err.Number) Then Exit Function
    Set mServer = Nothing
    mLosses = mLosses + 1
    If mLosses >= MOST_LOSSES Then Block "python_lost"
End Function

Private Function IsGone(ByVal number As Long) As Boolean
    Select Case number
        ' no server; unavailable; failed; disconnected; died, with and without having run
        Case 462, -2147023174, -2147023170, -2147417848, -2147418105, -2147418094
            IsGone = True
    End Select
End Function

' ---- arguments ----------------------------------------------------------------------------------------

' The values of the arguments. False when a cell is still to be calculated: Excel then calls again by itself.
Private Function ReadArguments(ByRef arguments As Variant, ByRef values As Variant) As Boolean
    Dim found() As Variant
    Dim i As Long

    ReDim found(LBound(arguments) To UBound(arguments))
    For i = LBound(arguments) To UBound(arguments)
        If IsObject(arguments(i)) Then
            If Not ReadRange(arguments(i), found(i)) Then Exit Function
        Else
            found(i) = arguments(i)
        End If
    Next i
    values = found
    ReadArguments = True
End Function

' Value2 gives dates as serial numbers and money as plain numbers, whatever the cell's format.
Private Function ReadRange(ByVal area As Object, ByRef values As Variant) As Boolean
    If area.Areas.Count > 1 Then Exit Function
    If CDbl(area.Rows.Count) * area.Columns.Count > LARGEST_RANGE Then Exit Function
    values = area.Value2
    ReadRange = Not IsPending(area, values)
End Function

' A formula never gives an empty cell: one that looks empty has not been calculated yet.
Private Function IsPending(ByVal area As Object, ByRef values As Variant) As Boolean
    Dim hasFormula As Variant
    Dim formulas As Variant
    Dim i As Long
    Dim j As Long

    hasFormula = area.HasFormula
    If VarType(hasFormula) = vbBoolean Then
        If Not hasFormula Then Exit Function
    End If
    If Not IsArray(values) Then
        IsPending = IsEmpty(values)
        Exit Function
    End If
    formulas = area.Formula
    For i = LBound(values, 1) To UBound(values, 1)
        For j = LBound(values, 2) To UBound(values, 2)
            If IsEmpty(values(i, j)) Then
                If Left$(formulas(i, j), 1) = "=" Then
                    IsPending = True
                    Exit Function
                End If
            End If
        Next j
    Next i
End Function

' ---- answers ------------------------------------------------------------------------------------------

' The answer as Excel shall see it: marks become error values, a single row becomes a table of one row.
Private Function WithErrorValues(ByRef answer As Variant) As Variant
    Dim table() As Variant
    Dim i As Long
    Dim j As Long

    If Not IsArray(answer) Then
        If IsMark(answer) Then
            WithErrorValues = CVErr(xlErrValue)
        Else
            WithErrorValues = answer
        End If
        Exit Function
    End If
    If IsTable(answer) Then
        ReDim table(LBound(answer, 1) To UBound(answer, 1), LBound(answer, 2) To UBound(answer, 2))
        For i = LBound(answer, 1) To UBound(answer, 1)
            For j = LBound(answer, 2) To UBound(answer, 2)
                table(i, j) = CellOf(answer(i, j))
            Next j
        Next i
    Else
        ReDim table(0 To 0, LBound(answer) To UBound(answer))
        For j = LBound(answer) To UBound(answer)
            table(0, j) = CellOf(answer(j))
        Next j
    End If
    WithErrorValues = table
End Function

Private Function CellOf(ByRef value As Variant) As Variant
    If IsMark(value) Then
        CellOf = CVErr(xlErrNA)
    Else
        CellOf = value
    End If
End Function

Private Function IsMark(ByRef value As Variant) As Boolean
    If VarType(value) = vbString Then IsMark = (value = WEIBAO_FAILED)
End Function

Private Function IsTable(ByRef values As Variant) As Boolean
    Dim last As Long

    On Error GoTo OneDimension
    last = UBound(values, 2)
    IsTable = True
OneDimension:
End Function

' ---- memory: Excel recalculates what hangs on TODAY() at every edit ----------------------------------------

Private Function SlotOf(ByVal functionName As String) As String
    Dim address As String

    ' There is no calling cell when VBA itself calls; then the last call of the function is remembered.
    On Error Resume Next
    address = Application.Caller.Address(External:=True)
    SlotOf = functionName & "|" & address
End Function

Private Function PlaceOf(ByVal slot As String) As Long
    On Error GoTo Unknown
    PlaceOf = mPlaces.Item(slot)
Unknown:
End Function

Private Function Recall(ByVal slot As String, ByRef values As Variant, ByRef answer As Variant) As Boolean
    Dim known As Variant
    Dim place As Long
    Dim i As Long

    place = PlaceOf(slot)
    If place = 0 Then Exit Function
    known = mValues(place)
    If UBound(known) <> UBound(values) Then Exit Function
    For i = LBound(values) To UBound(values)
        If Not SameArgument(known(i), values(i)) Then Exit Function
    Next i
    answer = mAnswers(place)
    Recall = True
End Function

Private Sub Remember(ByVal slot As String, ByRef values As Variant, ByRef answer As Variant)
    Dim place As Long

    place = PlaceOf(slot)
    If place = 0 Then
        If mPlaces Is Nothing Or mUsed >= MOST_REMEMBERED Then
            Set mPlaces = New Collection
            mUsed = 0
            ReDim mValues(1 To MOST_REMEMBERED)
            ReDim mAnswers(1 To MOST_REMEMBERED)
        End If
        mUsed = mUsed + 1
        place = mUsed
        mPlaces.Add place, slot
    End If
    mValues(place) = values
    mAnswers(place) = answer
End Sub

Private Function SameArgument(ByRef first As Variant, ByRef second As Variant) As Boolean
    Dim i As Long
    Dim j As Long

    If IsArray(first) <> IsArray(second) Then Exit Function
    If Not IsArray(first) Then
        SameArgument = SameCell(first, second)
        Exit Function
    End If
    If IsTable(first) <> IsTable(second) Then Exit Function
    If LBound(first, 1) <> LBound(second, 1) Or UBound(first, 1) <> UBound(second, 1) Then Exit Function
    If IsTable(first) Then
        If LBound(first, 2) <> LBound(second, 2) Or UBound(first, 2) <> UBound(second, 2) Then Exit Function
        For i = LBound(first, 1) To UBound(first, 1)
            For j = LBound(first, 2) To UBound(first, 2)
                If Not SameCell(first(i, j), second(i, j)) Then Exit Function
            Next j
        Next i
    Else
        For i = LBound(first) To UBound(first)
            If Not SameCell(first(i), second(i)) Then Exit Function
        Next i
    End If
    SameArgument = True
End Function

Private Function SameCell(ByRef first As Variant, ByRef second As Variant) As Boolean
    If VarType(first) <> VarType(second) Then Exit Function
    Select Case VarType(first)
        Case vbEmpty, vbNull
            SameCell = True
        Case vbString
            SameCell = (StrComp(first, second, vbBinaryCompare) = 0)
        Case Else
            SameCell = (first = second)
    End Select
End Function
