# Soffi, production image. Built from the sources: restore (NuGet, npm), publish, then a runtime without SDK, as a non-root user.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# Node 20 for the design system, from its own image: the distribution's is older.
COPY --from=node:20-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:20-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
ENV DSFR_ACCEPT_LICENSE=1 CI=true
RUN dotnet publish src/Soffi.Web/Soffi.Web.csproj --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
# French dates and numbers need ICU, which this image carries; the invariant mode is refused by Soffi.
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    ASPNETCORE_HTTP_PORTS=8080 \
    ASPNETCORE_ENVIRONMENT=Production
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "Soffi.Web.dll"]
