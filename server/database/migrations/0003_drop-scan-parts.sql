DROP TABLE "asset_sources" CASCADE;--> statement-breakpoint
DROP TABLE "scan_parts" CASCADE;