@echo off
rem Restores the real Microsoft.ML into the NuGet cache where a package source has it; otherwise builds use the stand-in beside this
rem file. What no source had is not asked for again; "dotnet restore eng\offline\probe" asks at once.
setlocal
cd /d "%~dp0..\.." || exit /b 1
set cache=%NUGET_PACKAGES%
if not defined cache set cache=%USERPROFILE%\.nuget\packages
if defined MicrosoftMLSource exit /b 0
if exist "%cache%\microsoft.ml\5.0.0\.nupkg.metadata" exit /b 0
if exist artifacts\microsoft-ml-not-found.log exit /b 0
if not exist artifacts mkdir artifacts
dotnet restore eng\offline\probe >artifacts\microsoft-ml-not-found.log 2>&1 && del artifacts\microsoft-ml-not-found.log
exit /b 0
