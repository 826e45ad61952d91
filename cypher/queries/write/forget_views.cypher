// name: forget_views
// purpose: Forget the views that were set aside before a moment.
// params: before: string
// returns: none
// order: none
MATCH (v:SavedView)
WHERE v.removed_at <> '' AND v.removed_at < $before
DELETE v
