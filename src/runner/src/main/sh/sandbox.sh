#!/bin/sh
# sandbox.sh bwrap|unshare ROOM <START: runs the sh script START (standard input) as uid 1000 in a room of its own.
#
# ROOM is a tmpfs of the caller's mount namespace with the directories in, bundle, out, tmp, shm and root. Inside: /in and
# /bundle read-only, /out and /tmp writable, /usr read-only, a new /proc, six devices, no network but lo, no capabilities, no new
# privileges, no further user namespaces. Nothing of the payload is in an argument here: everybody on a host can read those.
# The exit status is the payload's, or 128 + n after signal n; 125 says that the sandbox could not be built, and nothing ran.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
kind=$1 room=$2

case $kind in
bwrap)
  # bubblewrap ends what it started when its parent ends, waits as pid 1 and reaps.
  set -- --unshare-all --unshare-user --disable-userns --uid 1000 --gid 1000 --die-with-parent --new-session --clearenv --cap-drop ALL \
    --hostname node --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib \
    --symlink usr/lib64 /lib64 --proc /proc --dev /dev --bind "$room/shm" /dev/shm --dir /run --dir /var \
    --ro-bind "$room/in" /in --ro-bind "$room/bundle" /bundle --bind "$room/out" /out --bind "$room/tmp" /tmp --chdir /out
  for f in alternatives ld.so.cache; do [ ! -e /etc/$f ] || set -- "$@" --ro-bind /etc/$f /etc/$f; done
  echo 1000 >/proc/self/oom_score_adj
  exec bwrap "$@" --remount-ro /dev --remount-ro / /bin/sh -s
  ;;
unshare) ;;
*) exit 125 ;;
esac

# The outer namespaces belong to a root of their own, which builds the room; the payload gets a user namespace below it.
exec unshare --user --map-root-user --mount --pid --fork --kill-child=KILL --net --ipc --uts --cgroup --propagation private \
  setsid --wait /bin/sh -euc '
trap "exit 125" EXIT
PATH=/usr/sbin:/usr/bin:/sbin:/bin room=$1 ro=remount,bind,ro,nosuid,nodev rw=remount,bind,nosuid,nodev
mount -t tmpfs -o size=1m,nr_inodes=1k,mode=755,nosuid,nodev sluis-root "$room/root"
cd "$room/root"
mkdir usr proc dev dev/shm tmp etc in bundle out run var old
for l in bin sbin lib lib64; do ln -s usr/$l $l; done
mount --bind /usr usr; mount -o $ro usr
for f in alternatives ld.so.cache; do
  [ -e /etc/$f ] || continue
  if [ -d /etc/$f ]; then mkdir etc/$f; else : >etc/$f; fi
  mount --bind /etc/$f etc/$f; mount -o $ro,noexec etc/$f
done
mount --bind "$room/in" in; mount -o $ro,noexec in
mount --bind "$room/bundle" bundle; mount -o $ro bundle
mount --bind "$room/out" out; mount -o $rw out
mount --bind "$room/tmp" tmp; mount -o $rw tmp
mount --bind "$room/shm" dev/shm; mount -o $rw,noexec dev/shm
for d in null zero full random urandom; do : >dev/$d; mount --bind /dev/$d dev/$d; done
ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
mount -t proc -o nosuid,nodev,noexec proc proc
hostname node
! command -v ip >/dev/null || ip link set lo up
pivot_root . old
cd /
umount -n -l /old
rmdir /old
mount -n -o $ro /
echo 1 >/proc/sys/user/max_user_namespaces
echo 1000 >/proc/self/oom_score_adj
cd /out
trap - EXIT
set +e
exec 3>&2 2>/dev/null
env -i unshare --user --map-user=1000 --map-group=1000 --keep-caps \
  setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all /bin/sh -s 2>&3 3>&-
exit $?
' sh "$room"
