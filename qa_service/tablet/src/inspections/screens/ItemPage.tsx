/** One item of one unit: chooses the page by the kind of evidence. */
import type { VNode } from "preact";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { query } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { t } from "../../shell/words.ts";
import { resultsAt } from "../progress.ts";
import { itemOf, placeOf, useVisit } from "../useVisit.ts";
import { AttributeItem } from "./AttributeItem.tsx";
import { CaptureItem } from "./CaptureItem.tsx";
import type { ItemProps } from "./itemProps.ts";
import { NumberItem } from "./NumberItem.tsx";
import { ResultPage } from "./ResultPage.tsx";

/** The screen of a place. */
export default function ItemPage({ params }: ScreenProps): VNode {
  const { resource, visit, local, characteristics } = useVisit(params["visit"] ?? "");
  const place = placeOf(params["unit"], params["item"]);
  const item = visit ? itemOf(visit, place) : null;
  if (!visit || !item) {
    return (
      <Page title={t("visits.title")} back={`/visits/${params["visit"]}`}>
        <Reading of={resource} />
        {visit && <Note tone="plain" icon="plain" title={t("visit.no_item")} />}
      </Page>
    );
  }
  const props: ItemProps = { visit, local, place, item, characteristics };
  const wantsPhoto = ["again", "more"].includes(query.value.get("photo") ?? "");
  const hasMeasured = resultsAt(visit, place).some((each) => each.measurement_id !== null);
  if (item.type === "number" || item.type === "gauge_reading") return <NumberItem {...props} />;
  if (item.type === "photo_dimension" && hasMeasured && !wantsPhoto) return <ResultPage {...props} />;
  if (item.type === "photo_dimension" || item.type === "photo_evidence") return <CaptureItem {...props} />;
  return <AttributeItem {...props} />;
}
