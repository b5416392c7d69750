import type { Question } from "./question.ts";
import { behind } from "./questions/behind.ts";
import { flowing } from "./questions/flowing.ts";
import { fresh } from "./questions/fresh.ts";
import { held } from "./questions/held.ts";
import { lost } from "./questions/lost.ts";
import { slow } from "./questions/slow.ts";

/** What the dashboard answers, from top to bottom. */
export const QUESTIONS: readonly Question[] = [flowing, fresh, lost, behind, slow, held];
