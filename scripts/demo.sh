#!/usr/bin/env bash
# Makes the sample capture, reconstructs it, and writes demo/: a page, a video, a picture strip and a table.
set -euo pipefail
cd "$(dirname "$0")/.."
handful=.build/release/handful
work=demo/work

mkdir -p "$work"
[ -e "$work/sample/transforms.json" ] || { rm -rf "$work/sample"; "$handful" synthesize -o "$work/sample"; }
if [ ! -e "$work/sample.scene/scene.json" ]; then
  resume=()
  [ ! -e "$work/sample.scene/checkpoint.safetensors" ] || resume=(--resume)
  "$handful" reconstruct "$work/sample" -o "$work/sample.scene" --method interaction-aware --preset fast \
    --iterations 1000 --split alternate "${resume[@]}" || {
    status=$?
    echo "demo: if what demo/work holds is of another version, remove demo/ and run again" >&2
    exit $status
  }
fi
"$handful" evaluate "$work/sample.scene" --capture "$work/sample" --images "$work/comparison" --overwrite > demo/metrics.md
strips=("$work"/comparison/frame-*.png)
cp "${strips[$((${#strips[@]} / 2))]}" demo/strip.png
"$handful" render "$work/sample.scene" --camera capture --fps 15 -o demo/video.mp4
"$handful" report "$work/sample.scene" --capture "$work/sample" -o demo/report.html > "$work/report.log"

cat demo/metrics.md
echo "demo/report.html  all of it on one page: pictures, video, figures, curves, settings"
echo "demo/strip.png    truth | ours | error, of a frame that was held out"
echo "demo/video.mp4    the scene along the capture's cameras"
echo "demo/metrics.md   the table above"
