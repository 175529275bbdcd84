@echo off
rem Builds everything: eng\build.cmd [arguments of dotnet build]
setlocal
cd /d "%~dp0.." || exit /b 1
dotnet build MLNetHemorrhage.sln --configuration Release --nologo %*
