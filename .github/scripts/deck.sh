#!/usr/bin/env bash
# What continuous integration does with a deck.  Plain bash and git, so that it can be tried anywhere:
#
#   deck.sh check [PROJECT]      every problem, and what an update would do; writes nothing but the report
#   deck.sh previous [PROJECT]   fetch the package of the last release from GitHub, to rehearse the update with
#   deck.sh build [PROJECT]      build the deck and rehearse the update in the real Anki
#   deck.sh release [PROJECT]    where the package is not the one released last: commit the lock, tag, and push both at once
#   deck.sh publish [PROJECT]    make a GitHub release of the last tag, where it has none yet
#
# On GitHub it also writes annotations, the job's summary, and outputs (package, changes, summary; changed, tag).
# PROJECT/dist/report has the report: summary.md for a comment, changes.md for a release, previous/ with the last package.
# PREVIOUS names another package to rehearse the update with.
set -euo pipefail

project=${2:-.}
report=$project/dist/report
prefix=${DECK_TAG:-deck}  # another one for each deck of a repository with several
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}  # publishing time, never a commit's: learners may have imported since

say() { tee -a "$report/summary.md" | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"; }
output() { echo "$1=$2" | tee -a "${GITHUB_OUTPUT:-/dev/null}"; }
last_tag() { git for-each-ref --count=1 --sort=-creatordate --sort=-version:refname --format='%(refname:short)' "refs/tags/$prefix-*"; }
package() { find "$1" -maxdepth 1 -name '*.apkg' ! -name '*-retired.apkg' | sort | head -n 1; }

check() {
  local form=text
  [ -z "${GITHUB_ACTIONS:-}" ] || form=github
  rm -rf "$report" && mkdir -p "$report"
  ankigen check "$project" --format "$form"
  ankigen plan "$project" --format markdown | say
}

previous() {
  local tag
  tag=$(last_tag)
  if [ -z "$tag" ] || ! gh release download "$tag" --dir "$report/previous" --pattern '*.apkg' --clobber; then
    echo "There is no release to rehearse the update with."
  fi
}

build() {
  local old=${PREVIOUS:-} new
  mkdir -p "$report"
  ankigen plan "$project" --format changes > "$report/changes.md"
  ankigen export "$project"
  new=$(package "$project/dist")
  [ -n "$old" ] || [ ! -d "$report/previous" ] || old=$(package "$report/previous")
  ankigen verify "$new" ${old:+--previous "$old"} --format markdown | say
  output package "$new"
  output changes "$report/changes.md"
  output summary "$report/summary.md"
}

release() {
  local file digest tag number=1 day branch
  file=$(package "$project/dist")
  digest="sha256 $(sha256sum < "$file" | cut -d ' ' -f 1)"
  tag=$(last_tag)
  if [ -n "$tag" ] && git tag --list "$tag" --format '%(contents)' | grep -xF "$digest" > /dev/null; then
    output changed false
    output tag "$tag"
    return
  fi
  branch=${DECK_BRANCH:-$(git symbolic-ref --short HEAD)}
  if [ "$(git ls-remote origin "refs/heads/$branch" | cut -f 1)" != "$(git rev-parse HEAD)" ]; then
    echo "$branch has moved on meanwhile: the run for its newest commit makes the release."
    output changed false
    output tag ""
    return
  fi
  day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
  tag=$prefix-$day
  while git rev-parse --quiet --verify "refs/tags/$tag" > /dev/null; do
    number=$((number + 1)) tag=$prefix-$day.$number
  done
  git add --force -- "$project/ankigen.lock"
  git diff --cached --quiet || git commit --quiet --message "The lock of $tag"
  git tag --annotate "$tag" --cleanup verbatim --message "The deck of $day" --message "$(cat "$report/changes.md")" --message "$digest"
  git push --quiet --atomic origin "HEAD:refs/heads/$branch" "refs/tags/$tag"
  output changed true
  output tag "$tag"
}

publish() {
  local tag
  tag=$(last_tag)
  if [ -n "$tag" ] && ! gh release view "$tag" > /dev/null 2>&1; then
    gh release create "$tag" --verify-tag --notes-from-tag --title "$tag" "$project"/dist/*.apkg
  fi
}

case ${1:-} in
  check | previous | build | release | publish) "$1" ;;
  *)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2
    exit 2
    ;;
esac
