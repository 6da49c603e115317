#!/usr/bin/env bash
# Runs Documentation/tour.md in the folder that is named, and makes its pictures anew from what came out.
# Needs ffmpeg, and chromium for the pictures of pages.
set -euo pipefail
[ $# = 1 ] || { echo "usage: scripts/tour.sh FOLDER (new or empty)" >&2; exit 64; }
cd "$(dirname "$0")/.."
root=$PWD
mkdir -p "$1"
cd "$1"
folder=$PWD
handful=$root/.build/release/handful
pictures=$root/Documentation/images
"$root/.venv/bin/python" -B "$root/Tests/Scripts/run_tour.py" "$handful" "$folder"

# A JPEG of some frames of a video side by side: VIDEO FRAMES COLUMNS NAME
tiles() {
  ffmpeg -v error -y -i "$1" -vf "select='$2',scale=240:-2,tile=$3x1:padding=4:color=white" -frames:v 1 -q:v 5 \
    "$pictures/tour-$4.jpg"
}
# A JPEG of pictures side by side: NAME PICTURE...
row() {
  local name=$1 inputs=() count=$(($# - 1))
  shift
  for picture in "$@"; do inputs+=(-i "$picture"); done
  ffmpeg -v error -y "${inputs[@]}" -filter_complex "hstack=$count" -q:v 4 "$pictures/tour-$name.jpg"
}
tiles phone.mp4 'eq(n,0)+eq(n,10)+eq(n,20)+eq(n,35)' 4 recording
tiles hands.mp4 'eq(n,0)+eq(n,5)+eq(n,10)' 3 track
tiles tracked.mp4 'eq(n,0)+eq(n,10)+eq(n,20)+eq(n,35)' 4 masks
row layers hand.png object.png contact.png
ffmpeg -v error -y -i comparison/frame-00024.png -q:v 4 "$pictures/tour-frame.jpg"

chromium=$(command -v chromium chromium-browser | head -1) || { echo "tour: no chromium, so no pictures of pages" >&2; exit 0; }
"$chromium" --headless --no-sandbox --hide-scrollbars --window-size=900,1000 --screenshot=report.png \
  "file://$folder/report.html" 2>/dev/null
"$handful" view cup.scene --capture cup --port 0 > address &
server=$!
trap 'kill -INT $server' EXIT
until grep -q http address; do sleep 0.2; done
"$root/.venv/bin/python" -B "$root/Tests/Scripts/browse.py" "$chromium" "$(grep -o 'http://[^ ]*' address)" \
  '[{"size": [900, 560]}, {"open": "#time=0.6"}, {"screen": "viewer"}]' "$folder" > /dev/null
for page in report viewer; do
  ffmpeg -v error -y -i "$page.png" -vf scale=720:-2 -q:v 5 "$pictures/tour-$page.jpg"
done
du -cb "$pictures"/tour-*.jpg | tail -1
