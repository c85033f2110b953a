# One image for web, worker, beat and migrate: docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm

# Pango lays out the text of PDF reports; the fonts have the letters of nearly all scripts, and emoji.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH \
    UV_PYTHON_DOWNLOADS=never COPRODUCE_DATA_DIR=/data COPRODUCE_KEYS_DIR=/keys \
    COPRODUCE_HASHED_STATIC=1
WORKDIR /app
COPY requirements/uv.txt requirements/app.txt requirements/
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && .venv/bin/uv pip install --no-cache --compile-bytecode --python .venv/bin/python \
        --require-hashes -r requirements/app.txt

COPY . .
RUN SECRET_KEY=only-while-building-0123456789-0123456789-0123456789 COPRODUCE_DATA_DIR=/tmp/build \
      python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --no-create-home coproduce \
    && mkdir /data && mkdir -m 700 /keys && chown coproduce /data /keys
USER coproduce
VOLUME ["/data", "/keys"]
ENV PORT=8000
EXPOSE 8000
CMD ["gunicorn", "coproduce.wsgi", "--workers", "2", "--threads", "4", "--no-control-socket"]
