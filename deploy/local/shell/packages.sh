# Debian packages that are not part of a Java build. Sourced by the script colloquy.

SPEECH_PACKAGES="libpocketsphinx3 pocketsphinx-en-us libflite1 espeak-ng"

library_present() {
  local folder
  for folder in /usr/lib /usr/lib/*-linux-gnu* /usr/local/lib /lib/*-linux-gnu*; do
    [ ! -e "$folder/$1" ] || return 0
  done
  return 1
}

package_present() {
  case $1 in
    libpocketsphinx3) library_present libpocketsphinx.so.3 ;;
    pocketsphinx-en-us) [ -d /usr/share/pocketsphinx/model/en-us/en-us ] ;;
    libflite1) library_present libflite.so.1 ;;
    espeak-ng) command -v espeak-ng >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) return 1 ;;
  esac
}

# Prints those of the packages that are missing.
packages_missing() {
  local package
  for package in "$@"; do
    package_present "$package" || printf '%s ' "$package"
  done
}

packages_may_be_installed() {
  [ "${COLLOQUY_INSTALL:-}" != never ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null
}

# Installs packages; fails, and says what to do, if that is not possible.
packages_install() {
  local log=$root/.colloquy/logs/packages.log
  if ! packages_may_be_installed; then
    echo "These packages are missing: $*"
    echo "  Debian, Ubuntu: sudo apt-get install --no-install-recommends $*"
    return 1
  fi
  mkdir -p "${log%/*}"
  echo "Installing $* (log: $log)"
  if ! (export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -y -q --no-install-recommends "$@") >"$log" 2>&1 </dev/null
  then
    echo "That failed. The end of the log:"
    tail -n 5 "$log"
    return 1
  fi
}

# Sees to the packages for speech; fails if voice will not work.
speech_packages() {
  local missing
  missing=$(packages_missing $SPEECH_PACKAGES)
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086
  packages_install $missing && return 0
  echo "Without them text works and voice does not."
  return 1
}
