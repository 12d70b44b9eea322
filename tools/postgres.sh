# Sourced by ./test: a PostgreSQL of our own in a temporary folder, on loopback only, gone afterwards.
postgres_home=

# The server refuses to run as root; then the account that its package made runs it. It outlives the single test runs, so it goes without their mark.
as_postgres() {
    local account=()
    (( EUID != 0 )) || account=(runuser -u postgres --)
    (cd "$postgres_home" && env -u MINKANG_TEST_RUN "${account[@]}" "$@")
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts the server and exports MINKANG_TEST_POSTGRES. Two starts can meet on one port, so a few ports are tried.
start_postgres() {
    local bin port attempt
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    postgres_home=$(mktemp -d /tmp/minkang-postgres.XXXXXX)
    (( EUID != 0 )) || chown postgres: "$postgres_home"
    as_postgres "$bin/initdb" -D "$postgres_home/data" -U minkang -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$results/postgres-init.log" 2>&1 \
        || { cat "$results/postgres-init.log" >&2; return 1; }
    for attempt in 1 2 3 4 5; do
        port=$(( 20000 + RANDOM % 12000 ))
        port_is_free "$port" || continue
        as_postgres "$bin/pg_ctl" start -s -w -t 60 -D "$postgres_home/data" -l "$postgres_home/server.log" -o "-p $port \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c timezone=UTC \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off" </dev/null || continue
        "$bin/createdb" -h 127.0.0.1 -p "$port" -U minkang minkang_test || return 1
        export MINKANG_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Database=minkang_test;Username=minkang"
        return 0
    done
    tail -n 20 "$postgres_home/server.log" >&2
    return 1
}

# Asks the server's own file for its number, so that a start cut short is ended as well.
stop_postgres() {
    local pid waited=0
    [[ -n $postgres_home ]] || return 0
    pid=$(head -n 1 "$postgres_home/data/postmaster.pid" 2>/dev/null) || pid=
    if [[ -n $pid ]]; then
        kill -INT "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null && (( waited++ < 100 )); do sleep 0.1; done
        kill -QUIT "$pid" 2>/dev/null || true
    fi
    rm -rf -- "$postgres_home"
    postgres_home=
}
