/** Units and items of a visit; the current unit and what is open come first. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { CLASSES, type Characteristic, type Item } from "../../checklists/model.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { gloves, setGloves } from "../../shell/settings.ts";
import { named, t } from "../../shell/words.ts";
import type { Visit } from "../model.ts";
import { CELL_ICON, CELL_KIND } from "../parts.tsx";
import { asked, cellAt, nextOpen, progress, rows, type Cell, type LocalAnswer, type Place, type Row } from "../progress.ts";
import { shortName, shortened } from "../shortName.ts";
import { useProgress } from "../useProgress.ts";
import { ScanUnit } from "./ScanUnit.tsx";
import { itemOf, placePath, serialOf, useVisit } from "../useVisit.ts";

type Filter = "all" | "open" | "undecided" | "failed";

/** The grid. */
export default function VisitGrid({ params }: ScreenProps): VNode {
  const { resource, visit, local, characteristics } = useVisit(params["visit"] ?? "");
  const [filter, setFilter] = useState<Filter>("all");
  const [isScanning, setScanning] = useState(false);
  const next = visit ? nextOpen(visit, local, null) : null;
  const waits = visit?.measuring.length ?? 0;
  useProgress(params["visit"] ?? "", waits > 0, () => void resource.reload());
  return (
    <Page
      title={visit ? visit.batch.workshop.name : t("visits.title")}
      sub={visit ? <>{named(visit.batch.design.names)} · {t("batch.lot_word")} <Num>{visit.batch.lot}</Num>{` · ${t("batch.revision")} ${visit.batch.design.revision_label}`}</> : undefined}
      back="/"
      kind="grid-page"
      progress={visit ? progress(visit, local) : 0}
      actions={visit ? <Actions visit={visit} next={next} characteristics={characteristics} onScan={() => setScanning(true)} /> : undefined}
    >
      <Reading of={resource} />
      {visit && <ScanUnit isOpen={isScanning} onClose={() => setScanning(false)} visit={visit} local={local} />}
      {visit?.state === "returned" && <Note tone="care" icon="undo" title={t("visit.returned")}>{t("visit.returned.todo")}</Note>}
      {visit && visit.state !== "in_progress" && visit.state !== "returned" && <Note tone="plain" icon="seal" title={t(`visit.state.${visit.state}`)}>{t("visit.locked")}</Note>}
      {visit && <Body visit={visit} local={local} filter={filter} onFilter={setFilter} next={next} characteristics={characteristics} />}
    </Page>
  );
}

function Actions({ visit, next, characteristics, onScan }: { visit: Visit; next: Place | null; characteristics: readonly Characteristic[]; onScan: () => void }): VNode {
  const isLocked = visit.state !== "in_progress" && visit.state !== "returned";
  const item = next ? shortened(shortName(itemOf(visit, next), characteristics), 24) : "";
  const word = next?.unit_id ? t("visit.next", { unit: serialOf(visit, next.unit_id), item }) : item;
  return (
    <>
      <Alt icon="scan" onPress={onScan}>{t("visit.scan")}</Alt>
      <Alt icon="glove" onPress={() => setGloves(!gloves.value)}>{gloves.value ? t("visit.gloves_on") : t("visit.gloves")}</Alt>
      <Alt onPress={() => go(`/visits/${visit.id}/summary`)}>{t(isLocked ? "visit.see_verdict" : "visit.close")}</Alt>
      {next && !isLocked ? (
        <Act iconAfter="next" onPress={() => go(placePath(visit.id, next))}>{word}</Act>
      ) : (
        <Act icon="pen" onPress={() => go(`/visits/${visit.id}/summary`)}>{t("visit.to_verdict")}</Act>
      )}
    </>
  );
}

interface BodyProps {
  readonly visit: Visit;
  readonly local: readonly LocalAnswer[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly next: Place | null;
  readonly characteristics: readonly Characteristic[];
}

function Body({ visit, local, filter, onFilter, next, characteristics }: BodyProps): VNode {
  const all = rows(visit, local);
  const kinds: readonly (readonly [Filter, readonly Row[]])[] = [
    ["all", all], ["open", all.filter((row) => row.open > 0)], ["undecided", all.filter((row) => row.isUndecided)], ["failed", all.filter((row) => row.hasFailed)],
  ];
  const shown = kinds.find(([kind]) => kind === filter)?.[1] ?? all;
  const lotItems = asked(visit).filter((item) => item.once_per === "lot");
  return (
    <div class="col" style={{ blockSize: "100%", gap: "10px" }}>
      <div class="filters">
        {kinds.map(([kind, some]) => (
          <button type="button" class="filter" key={kind} aria-pressed={filter === kind} onClick={() => onFilter(kind)}>
            {kind !== "all" && <Icon name={kind === "open" ? "todo" : kind === "failed" ? "fail" : "ask"} />}
            {t(`visit.filter.${kind}`)} <Num>{some.length}</Num>
          </button>
        ))}
        {lotItems.map((item) => {
          const place = { unit_id: null, item_code: item.code };
          const cell = cellAt(visit, local, place);
          return (
            <button type="button" key={item.code} class="filter square" onClick={() => go(placePath(visit.id, place))}>
              {cell !== "none" && <Icon name={CELL_ICON[cell]} />}
              {t("visit.once_item", { item: shortName(item, characteristics) })}
            </button>
          );
        })}
        {asked(visit).some((item) => item.type === "photo_dimension") && (
          <button type="button" class="filter square" onClick={() => go(`/visits/${visit.id}/room`)}>
            <Icon name="ruler" />
            {t("room.title")}
          </button>
        )}
        <span class="end s dim">{CLASSES.filter((each) => visit.sample.drawn[each]).map((each) => t("visit.drawn", { letter: each, count: visit.sample.drawn[each]?.length ?? 0 })).join(" · ")}</span>
      </div>
      <div class="grid-wrap" tabIndex={0} role="region" aria-label={t("visit.grid")}>
        <Table visit={visit} shown={shown} next={next} characteristics={characteristics} />
      </div>
    </div>
  );
}

function Table({ visit, shown, next, characteristics }: { visit: Visit; shown: readonly Row[]; next: Place | null; characteristics: readonly Characteristic[] }): VNode {
  const items = asked(visit).filter((item) => item.once_per !== "lot");
  return (
    <table class="units" style={{ minInlineSize: `${64 + 108 + items.length * 80}px` }}>
      <thead>
        <tr>
          <th scope="col">{t("units.unit")}</th>
          {items.map((item) => (
            <th scope="col" key={item.code} title={named(item.names)}>
              <span class="letter">{item.class}</span>
              <span class="three-lines">{shortName(item, characteristics)}</span>
            </th>
          ))}
          <th scope="col">{t("units.state")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.unit_id} class={next?.unit_id === row.unit_id ? "current" : ""}>
            <th scope="row" class="num">{row.serial}</th>
            {items.map((item, index) => (
              <td key={item.code}>
                <OneCell visit={visit} row={row} item={item} cell={row.cells[index] ?? "none"} name={shortName(item, characteristics)} isHere={next?.unit_id === row.unit_id && next.item_code === item.code} />
              </td>
            ))}
            <td class={`state ${row.open > 0 ? "b" : "dim"}`}>{row.open > 0 ? t("visit.open_count", { count: row.open }) : row.hasFailed ? t("outcome.fail") : t("visit.unit_done")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OneCell({ visit, row, item, name, cell, isHere }: { visit: Visit; row: Row; item: Item; name: string; cell: Cell; isHere: boolean }): VNode {
  const word = cell === "undecided" ? t("outcome.use_other") : cell === "kept" ? t("outcome.kept") : t(`outcome.${cell}`);
  if (cell === "none") {
    return (
      <span class="cell none" title={word}>
        <span aria-hidden="true">–</span>
        <span class="hidden">{word}</span>
      </span>
    );
  }
  return (
    <button type="button" class={`cell ${CELL_KIND[cell]} ${isHere ? "here" : ""}`} title={word} aria-label={`${row.serial}, ${name}: ${word}`} onClick={() => go(placePath(visit.id, { unit_id: row.unit_id, item_code: item.code }))}>
      <Icon name={CELL_ICON[cell]} size="mid" />
    </button>
  );
}
