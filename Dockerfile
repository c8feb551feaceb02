# Community OS in a container: the whole product, with its own PostgreSQL, as a user without rights.
#   docker build -t community-os . && docker compose up -d        (docs/OPERATIONS.md, Day and night)

FROM python:3.12-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_CACHE_DIR=1
WORKDIR /opt/community-os
# The packages change seldom and come first, so that a change of the program alone builds in seconds.
COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/pip install --quiet --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain ./domain
COPY application ./application
COPY adapters ./adapters
COPY bootstrap ./bootstrap
RUN .venv/bin/pip install --quiet --no-deps --no-build-isolation . && .venv/bin/community-os version

FROM python:3.12-slim
# PostgreSQL wants a user with a name, and none with rights. Nobody logs in as it.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin community-os \
    && install -d -o community-os -g community-os -m 700 /data
COPY --from=built /opt/community-os/.venv /opt/community-os/.venv

# In a container the port is reached from outside only as far as it is published.
ENV PATH=/opt/community-os/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    COMMUNITY_OS_HOME=/data \
    COMMUNITY_OS_HOST=0.0.0.0 \
    COMMUNITY_OS_PORT=8050
USER community-os
WORKDIR /data
VOLUME /data
EXPOSE 8050

# Whether the program lives. Not /readyz: while a database is away the bot still hears, and must not be restarted.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen('http://127.0.0.1:' + os.environ['COMMUNITY_OS_PORT'] + '/healthz', timeout=4)"]

# As the first process it sees its database off before it ends; give it the time (docker stop --time 45).
STOPSIGNAL SIGTERM
ENTRYPOINT ["community-os"]
CMD ["up"]
