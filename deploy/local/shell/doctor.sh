# Looks for what may keep Colloquy from running. Sourced by the script colloquy; uses $root, $data.
# It needs no build, because a failing build is one of the things that it is asked about.

DISK_NEEDED_MB=3000
MEMORY_NEEDED_MB=3000

doctor_findings=0

fine() { printf '  ok   %s\n' "$1"; }
finding() {
  doctor_findings=$((doctor_findings + 1))
  printf '  !!   %s\n         %s\n' "$1" "$2"
}

doctor() {
  echo "Looking at this machine"
  doctor_jdk
  doctor_tools
  doctor_disk
  doctor_memory
  doctor_port
  doctor_speech
  doctor_postgres
  if [ "$doctor_findings" -eq 0 ]; then
    echo "Nothing stands in the way."
  else
    echo "$doctor_findings to look at."
    return 1
  fi
}

doctor_jdk() {
  local jdk
  if jdk=$(jdk_find); then
    fine "JDK $(jdk_version "$jdk") in $jdk"
  else
    finding "no JDK $JDK_NEEDED" "$(jdk_advice)"
  fi
}

doctor_tools() {
  if command -v curl >/dev/null || command -v wget >/dev/null || [ -d "$HOME/.m2/wrapper" ]; then
    fine "Maven can be fetched"
  else
    finding "neither curl nor wget" "install one of them: ./mvnw fetches Maven with it"
  fi
}

doctor_disk() {
  local free
  free=$(df -Pm "$root" | awk 'NR == 2 { print $4 }')
  if [ "$free" -ge "$DISK_NEEDED_MB" ]; then
    fine "$free MB free on the disk"
  else
    finding "only $free MB free on the disk of $root" \
      "Colloquy and its libraries take up to $DISK_NEEDED_MB MB; --data puts the data elsewhere"
  fi
}

doctor_memory() {
  local free
  [ -r /proc/meminfo ] || return 0
  free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  if [ "$free" -ge "$MEMORY_NEEDED_MB" ]; then
    fine "$free MB of memory available"
  else
    finding "only $free MB of memory available" \
      "eight processes take about $MEMORY_NEEDED_MB MB together; close other programs"
  fi
}

doctor_port() {
  local port=${COLLOQUY_PORT:-8080} pid
  if pid=$(running_pid); then
    fine "Colloquy runs (process $pid)"
  elif (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    finding "port $port is in use by another program" "./colloquy up --port N takes another one"
  else
    fine "port $port is free"
  fi
}

doctor_speech() {
  local missing
  missing=$(packages_missing $SPEECH_PACKAGES)
  if [ -z "$missing" ]; then
    fine "speech packages are installed"
  elif packages_may_be_installed; then
    fine "speech packages will be installed by ./colloquy up: $missing"
  else
    finding "voice needs packages: $missing" "sudo apt-get install --no-install-recommends $missing"
  fi
}

# PostgreSQL refuses to run as root. Its starter gets around that with a user namespace.
doctor_postgres() {
  if [ "$(id -u)" -ne 0 ]; then
    return 0
  elif unshare -U true 2>/dev/null; then
    fine "PostgreSQL can run although you are root"
  else
    finding "PostgreSQL does not run as root here: user namespaces are switched off" \
      "start Colloquy as another user, or: sysctl -w kernel.unprivileged_userns_clone=1"
  fi
}
