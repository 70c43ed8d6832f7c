# The command line with all that it needs, for machines without the .NET SDK (docs/try/command-line.md).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/LocalHost -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
WORKDIR /data
ENTRYPOINT ["dotnet", "/app/commerce-analytics.dll"]
