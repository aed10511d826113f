@rem The command line of the installed app. Batch files wait for a program with windows, so that its status is known.
@"%~dp0..\..\Adit.exe" --cli -- %*
@exit /b %ERRORLEVEL%
