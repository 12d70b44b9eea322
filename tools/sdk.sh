# Sourced by ./minkang and ./test, which set $root. Uses bash alone: on a bare machine nothing else can be relied on.

# True when SDK version $1 may stand in for $2: the same major and minor, the same or a later patch.
sdk_suits() {
    local have=${1%%-*} wanted=$2
    [[ ${have%.*} == "${wanted%.*}" && ${have##*.} =~ ^[0-9]+$ ]] && (( 10#${have##*.} >= 10#${wanted##*.} ))
}

# Sets $dotnet to a program that has the SDK global.json asks for; says what is missing in one line and ends with 3 otherwise.
require_sdk() {
    local wanted place line found=
    [[ $(<"$root/global.json") =~ \"version\":\ *\"([0-9.]+)\" ]] && wanted=${BASH_REMATCH[1]}
    for place in "$(type -P dotnet)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "${HOME:+$HOME/.dotnet/dotnet}"; do
        [[ -n $place && -x $place ]] || continue
        while read -r line _; do
            if sdk_suits "$line" "$wanted"; then dotnet=$place; return; fi
            found=$line
        done < <("$place" --list-sdks 2>/dev/null </dev/null)
    done
    if [[ -n $found ]]; then
        printf '.NET SDK 版本不合用（现有 %s），请安装 .NET 10 SDK（%s 或更新）。The .NET SDK found (%s) does not suit: install the .NET 10 SDK, %s or later.\n' "$found" "$wanted" "$found" "$wanted" >&2
    else
        printf '没有找到 .NET SDK，请安装 .NET 10 SDK（%s 或更新）。No .NET SDK found: install the .NET 10 SDK, %s or later.\n' "$wanted" "$wanted" >&2
    fi
    exit 3
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# No build server outlives the build.
build_options=(-c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false --tl:off)
