# Sourced by ./test: installs the Debian packages that the chosen tests need and this machine lacks.

have_file() { compgen -G "$1" >/dev/null; }

# Fills $missing with package names.
find_missing_packages() {
    missing=()
    have_file '/usr/lib/*/libicuuc.so.*' || have_file '/usr/lib*/libicuuc.so.*' || missing+=('libicu[0-9]+$')
    if wants postgres && ! have_file '/usr/lib/postgresql/*/bin/initdb'; then missing+=(postgresql); fi
    if wants browser; then
        type -P chromium >/dev/null || missing+=(chromium)
        have_file '/usr/share/fonts/*/noto/NotoSansCJK*' || missing+=(fonts-noto-cjk)
    fi
}

install_missing_packages() {
    local missing sudo=() policy=
    find_missing_packages
    (( ${#missing[@]} )) || return 0
    say "Installing ${missing[*]}"
    type -P apt-get >/dev/null || { echo "This is no Debian machine; please install by hand: ${missing[*]}" >&2; return 1; }
    (( EUID == 0 )) || sudo=(sudo -n)
    # The package would start a server of its own; this is the switch by which Debian lets an installation forbid that.
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        policy=/usr/sbin/policy-rc.d
        printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" install -m 755 /dev/stdin "$policy"
    fi
    local status=0
    apt_quietly update && apt_quietly install --no-install-recommends -y "${missing[@]}" || status=$?
    [[ -z $policy ]] || "${sudo[@]}" rm -f "$policy"
    return "$status"
}

apt_quietly() {
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >"$results/apt.log" 2>&1 </dev/null \
        || { tail -n 30 "$results/apt.log" >&2; return 1; }
}
