-- what a publish looks for among an app's releases: those that share versions with it, newest first, and what is known under
-- a jsVersion or leads from it
create index releases_by_match on releases (app_name, platform, match_rule, package_timestamp, id);
create index releases_by_version on releases (app_name, platform, match_rule, version_key, package_timestamp, id);
create index releases_by_js_version on releases (app_name, platform, js_version);
create index known_contents_by_js_version on known_contents (js_version);
create index deltas_by_base_js_version on deltas (app_name, platform, base_js_version);
