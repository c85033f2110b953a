# One image for web, worker, codes, beat and migrate: docker-compose.yml says which is which. docs/adr/0149 says why so.

# What installs and collects stays behind in here.
FROM python:3.13-slim-trixie AS build
ENV UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY requirements/uv.txt requirements/app.txt requirements/
RUN python -m venv /uv \
    && /uv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && python -m venv --without-pip .venv \
    && /uv/bin/uv pip install --no-cache --compile-bytecode --python .venv/bin/python \
        --require-hashes -r requirements/app.txt

COPY . .
# Whoever runs it later can write nothing here, so what Python makes of the program is made now.
RUN SECRET_KEY=only-while-building-0123456789-0123456789-0123456789 COPRODUCE_DATA_DIR=/tmp/build \
      COPRODUCE_HASHED_STATIC=1 .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && .venv/bin/python -m compileall -q -x '^\./\.venv/' .

FROM python:3.13-slim-trixie
# Pango lays out the text of PDF reports; the fonts have the letters of nearly all scripts, and emoji.
# "manage.py backup" asks pg_dump for a copy: Debian 13 has 17, and the database of docker-compose.yml is no newer.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && python -m pip uninstall --yes --quiet --root-user-action ignore pip \
    && rm -r /usr/local/lib/python3.13/ensurepip \
    && useradd --system --uid 999 --user-group --no-create-home coproduce \
    && install -d -o coproduce /data && install -d -m 700 -o coproduce /keys

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH \
    COPRODUCE_DATA_DIR=/data COPRODUCE_KEYS_DIR=/keys COPRODUCE_HASHED_STATIC=1 PORT=8000
WORKDIR /app
COPY --from=build /app .
USER coproduce
VOLUME ["/data", "/keys"]
EXPOSE 8000
CMD ["gunicorn", "coproduce.wsgi", "--preload", "--workers", "2", "--threads", "4", "--no-control-socket", \
     "--logger-class", "core.server_logs.GunicornLogger", "--forwarder-headers="]
