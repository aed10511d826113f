; Offers Adit under "Open with" for .conf files and leaves their default program alone. Shared profiles (.adit) and
; adit: links are Adit's own; opening one is always a preview.

!include "FileFunc.nsh"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration" "" "stunnel configuration"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids" "Adit.Configuration" ""

  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Shared" "" "Shared Adit profiles"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Shared\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Shared\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.adit" "" "Adit.Shared"

  WriteRegStr SHELL_CONTEXT "Software\Classes\adit" "" "URL:Adit"
  WriteRegStr SHELL_CONTEXT "Software\Classes\adit" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\adit\shell\open\command" "" '"$appExe" "--" "%1"'

  ; The command line: Windows has this folder on every user's PATH, so that PATH itself is left alone. Batch files are read
  ; in the console's code page and written in another, so the user's name, which may have umlauts, is left to the variable.
  StrCpy $0 "$INSTDIR"
  StrLen $1 "$LOCALAPPDATA"
  StrCpy $2 "$INSTDIR" $1
  ${If} $2 == "$LOCALAPPDATA"
    StrCpy $0 "$INSTDIR" "" $1
    StrCpy $0 "%LOCALAPPDATA%$0"
  ${EndIf}
  CreateDirectory "$LOCALAPPDATA\Microsoft\WindowsApps"
  FileOpen $1 "$LOCALAPPDATA\Microsoft\WindowsApps\adit.cmd" w
  FileWrite $1 '@"$0\resources\bin\adit.cmd" %*$\r$\n'
  FileClose $1

  ; Who has installed it brings its updates (main/desktop/updates/bringer.ts): setup.exe /S /PACKAGEMANAGER=winget
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PACKAGEMANAGER=" $1
  ${IfNot} ${Errors}
    CreateDirectory "$INSTDIR\resources"
    FileOpen $0 "$INSTDIR\resources\package-type" w
    FileWrite $0 "$1"
    FileClose $0
  ${EndIf}
!macroend

!macro customUnInstall
  Delete "$LOCALAPPDATA\Microsoft\WindowsApps\adit.cmd"
  ; The installer, kept so that an update needs only what has changed.
  RMDir /r "$LOCALAPPDATA\adit-updater"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\adit"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\.adit"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Adit.Shared"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids" "Adit.Configuration"
  DeleteRegKey /ifempty SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids"
  DeleteRegKey /ifempty SHELL_CONTEXT "Software\Classes\.conf"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Adit.Configuration"

  ; An update takes the older version away first, and then whoever has switched on the start at login has not switched it off.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "--updated" $1
  ${If} ${Errors}
    ; By the name that Electron gives them, the program's AppUserModelID (main/desktop/lifecycle.ts).
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.adit.desktop"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "app.adit.desktop"
  ${EndIf}
!macroend
