; Offers Adit under "Open with" for .conf files and leaves their default program alone. Shared profiles (.adit) and
; adit: links are Adit's own; opening one is always a preview.

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

  ; The command line: Windows has this folder on every user's PATH, so that PATH itself is left alone.
  FileOpen $0 "$LOCALAPPDATA\Microsoft\WindowsApps\adit.cmd" w
  FileWrite $0 '@"$INSTDIR\resources\bin\adit.cmd" %*$\r$\n'
  FileClose $0
!macroend

!macro customUnInstall
  Delete "$LOCALAPPDATA\Microsoft\WindowsApps\adit.cmd"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\adit"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\.adit"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Adit.Shared"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids" "Adit.Configuration"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Adit.Configuration"
!macroend
