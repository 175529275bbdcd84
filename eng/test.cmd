@echo off
rem Builds and runs every test: eng\test.cmd [arguments of dotnet test]
rem Third-party models and texts are read from HEMORRHAGE_DATA, by default ..\shared\data where that exists;
rem without it the tests that need them are skipped.
setlocal
cd /d "%~dp0.." || exit /b 1
if not defined HEMORRHAGE_DATA if exist ..\shared\data for %%d in (..\shared\data) do set HEMORRHAGE_DATA=%%~fd
call eng\offline\probe.cmd
dotnet build MLNetHemorrhage.sln --configuration Release --nologo --verbosity quiet || exit /b 1
dotnet test MLNetHemorrhage.sln --configuration Release --no-build --nologo %*
