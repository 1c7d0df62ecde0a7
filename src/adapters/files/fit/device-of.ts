import {
  getFitGarminProductDisplayName,
  getFitGarminProductName,
  getFitManufacturerName,
} from 'fit-file-parser/profile';
import type { RecordingFacts } from '../../../domain/timeline/recording.ts';
import type { FitContent } from './fit-content.ts';

const GARMIN_PRODUCT_MAKERS: ReadonlySet<number> = new Set([1, 13, 15, 89]);

/**
 * Maker and model by the names of the FIT profile; a number stands where the profile has no name. What a person calls
 * it is the product where that has a name, else the maker.
 */
export function deviceOf(content: FitContent): RecordingFacts['device'] {
  const { manufacturer, product, productName } = content;
  if (manufacturer === null && product === null && productName === null) return null;
  const isGarmin = manufacturer !== null && GARMIN_PRODUCT_MAKERS.has(manufacturer);
  const maker = getFitManufacturerName(manufacturer);
  const name =
    productName ?? (isGarmin ? getFitGarminProductDisplayName(product) : null) ?? makerTitle(maker);
  const model = isGarmin ? getFitGarminProductName(product) : null;
  return {
    ...(name === null ? {} : { name }),
    ...(manufacturer === null ? {} : { manufacturer: maker ?? `${manufacturer}` }),
    ...(product === null ? {} : { product: model ?? `${product}` }),
  };
}

/** `wahoo_fitness` as `Wahoo Fitness`; `development` is what apps write that have no number of their own. */
function makerTitle(maker: string | null): string | null {
  if (maker === null || maker === 'development') return null;
  return maker.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
