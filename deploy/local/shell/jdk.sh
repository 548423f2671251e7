# Finds a JDK. Sourced by the script colloquy.

JDK_NEEDED=25

# Folders that hold JDKs, one JDK in each entry.
jdk_folders() {
  if [ -n "${COLLOQUY_JDK_FOLDERS:-}" ]; then
    printf '%s\n' "$COLLOQUY_JDK_FOLDERS"
    return
  fi
  printf '%s\n' /usr/lib/jvm "$HOME/.sdkman/candidates/java" /Library/Java/JavaVirtualMachines
}

# The feature version of the JDK in folder $1; nothing where there is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

# Every place where a JDK may be, the most wanted first.
jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  local java
  if java=$(command -v java); then
    java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
    printf '%s\n' "${java%/bin/java}"
  fi
  local folder jdk
  jdk_folders | while read -r folder; do
    for jdk in "$folder"/*; do
      [ ! -d "$jdk/Contents/Home" ] || jdk=$jdk/Contents/Home
      [ ! -d "$jdk" ] || printf '%s\n' "$jdk"
    done
  done
}

# Prints the folder of a JDK that is new enough; fails if there is none.
jdk_find() {
  local jdk version
  while read -r jdk; do
    version=$(jdk_version "$jdk")
    if [ "${version:-0}" -ge "$JDK_NEEDED" ]; then
      printf '%s\n' "$jdk"
      return 0
    fi
  done <<EOF
$(jdk_candidates)
EOF
  return 1
}

jdk_advice() {
  cat <<EOF
Colloquy needs a JDK $JDK_NEEDED or newer, and none was found in JAVA_HOME, on PATH, in /usr/lib/jvm,
in ~/.sdkman/candidates/java or in /Library/Java/JavaVirtualMachines. Install one, for example
  Debian, Ubuntu  apt-get install openjdk-$JDK_NEEDED-jdk   (or Temurin $JDK_NEEDED from https://adoptium.net)
  macOS           brew install --cask temurin@$JDK_NEEDED
  anywhere        curl -s https://get.sdkman.io | bash && sdk install java $JDK_NEEDED-tem
or set JAVA_HOME to the one that you have.
EOF
}
