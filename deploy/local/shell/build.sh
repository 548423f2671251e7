# Builds what runs, when its sources have changed. Sourced by the script colloquy; uses $root.

SERVICES="gateway-service conversation-service llm-cascade-service tts-service analysis-service telephony-service"
LIBRARIES="contracts rest media bus edge testkit deploy/backbone deploy/local"

build_stamp() { printf '%s\n' "$root/deploy/local/target/built.stamp"; }
launcher_jar() { printf '%s\n' "$root/deploy/local/target/colloquy-local.jar"; }

# True if something is missing, or younger than the last build.
build_needed() {
  [ "${COLLOQUY_BUILD:-}" != never ] || return 1
  local stamp service module
  stamp=$(build_stamp)
  [ -f "$stamp" ] && [ -f "$(launcher_jar)" ] || return 0
  local sources=("$root/pom.xml")
  for service in $SERVICES; do
    [ -f "$root/$service/target/quarkus-app/quarkus-run.jar" ] || return 0
  done
  for module in $SERVICES $LIBRARIES; do
    sources+=("$root/$module/pom.xml")
    [ ! -d "$root/$module/src/main" ] || sources+=("$root/$module/src/main")
  done
  # A folder is younger than the stamp also when something in it was removed.
  [ -n "$(find "${sources[@]}" -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# Builds; says how far it is, and the end of the log if it fails.
build_all() {
  local log=$root/.colloquy/logs/build.log began=$SECONDS status=0 reporter
  mkdir -p "${log%/*}" "$root/deploy/local/target"
  echo "Building Colloquy; a first time downloads its libraries and takes some minutes (log: $log)"
  build_lock
  touch "$(build_stamp).new"
  : >"$log"
  build_report "$log" &
  reporter=$!
  # shellcheck disable=SC2064
  trap "kill $reporter 2>/dev/null" EXIT
  (cd "$root" && ./mvnw -B -ntp -Dmaven.test.skip=true -pl "$(modules)" -am package) \
    >"$log" 2>&1 </dev/null || status=$?
  kill "$reporter" 2>/dev/null
  wait "$reporter" 2>/dev/null
  trap - EXIT
  if [ "$status" -ne 0 ]; then
    rm -f "$(build_stamp).new"
    echo "The build failed. The end of $log:"
    grep -E '^\[(ERROR|FATAL)\]' "$log" | head -n 25
    [ "$(grep -cE '^\[(ERROR|FATAL)\]' "$log")" -gt 0 ] || tail -n 25 "$log"
    return 1
  fi
  mv "$(build_stamp).new" "$(build_stamp)"
  echo "Built in $((SECONDS - began)) s"
}

modules() {
  printf '%s,' $SERVICES
  printf '%s\n' deploy/local
}

# One build at a time, where the system has the tool for it.
build_lock() {
  command -v flock >/dev/null || return 0
  exec 9>"$root/deploy/local/target/build.lock"
  flock -n 9 || { echo "Waiting for another build …"; flock 9; }
}

# Names each module that is begun, and how long it takes if that is long.
build_report() {
  local seen='' now since=$SECONDS
  while sleep 1; do
    now=$(sed -n 's/^\[INFO\] Building \(Colloquy.*\[[0-9/]*\]\).*/\1/p' "$1" | tail -n 1 | tr -s ' ')
    if [ "$now" != "$seen" ]; then
      seen=$now since=$SECONDS
      echo "  $seen"
    elif [ $((SECONDS - since)) -ge 20 ]; then
      since=$SECONDS
      echo "  … still at it"
    fi
  done
}
